/** Fills a column of a table that is in use, a few rows at a time. */
package dev.trestle.backfill;
