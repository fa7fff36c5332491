/** What the same queries cost in different hands; see {@link dev.trestle.bench.Variant}. */
package dev.trestle.bench;
