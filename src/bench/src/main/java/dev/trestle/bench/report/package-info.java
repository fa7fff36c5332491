/** Raw values to a file, medians and ratios to a table. */
package dev.trestle.bench.report;
