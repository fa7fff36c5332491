/** What a pooler and the data proxy add to a lookup. */
package dev.trestle.bench.edge;
