/**
 * What a request costs, beside a service written by hand: {@link dev.trestle.bench.http.Baseline}.
 */
package dev.trestle.bench.http;
