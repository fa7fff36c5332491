/** The log as a JSON object in each line. */
package dev.trestle.logging;
