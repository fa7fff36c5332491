/**
 * Tests of a whole application over a real PostgreSQL, without a socket or over one, without
 * set-up.
 */
package dev.trestle.testing;
