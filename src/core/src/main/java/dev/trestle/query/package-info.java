/**
 * Queries: jOOQ's own, prepared once; relations without N+1; the handful of things every service
 * needs beside.
 */
package dev.trestle.query;
