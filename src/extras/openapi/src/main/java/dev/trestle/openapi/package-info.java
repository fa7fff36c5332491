/**
 * Serves the description of an API that the annotation processor has written, and a page for people
 * to read and try it.
 */
package dev.trestle.openapi;
