/** A schema as a picture. */
package dev.trestle.diagram;
