/** The shapes of functions that make something of a row. */
package dev.trestle.query.function;
