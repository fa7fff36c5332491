/** Tests over a real PostgreSQL and a real socket, without set-up. */
package dev.trestle.testing;
