/** A real PostgreSQL server out of a Maven artifact. Not for production. */
package dev.trestle.embedded;
