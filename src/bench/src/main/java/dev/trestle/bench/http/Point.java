package dev.trestle.bench.http;

/**
 * What is measured at once.
 *
 * @param work what is asked for
 * @param connections that ask at the same time
 */
record Point(Work work, int connections) {}
