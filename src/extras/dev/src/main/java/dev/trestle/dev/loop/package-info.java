/** A service that answers with what its sources say now: compiled, loaded and replaced in place. */
package dev.trestle.dev.loop;
