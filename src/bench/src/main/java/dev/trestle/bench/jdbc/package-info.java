/** The baseline: JDBC by hand. */
package dev.trestle.bench.jdbc;
