/** jOOQ as it is. */
package dev.trestle.bench.jooq;
