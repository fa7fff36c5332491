/** Reads {@code Route} classes while they are compiled, and writes the route table beside them. */
package dev.trestle.processor;
