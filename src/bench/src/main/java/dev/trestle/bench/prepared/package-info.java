/** Prepared queries. */
package dev.trestle.bench.prepared;
