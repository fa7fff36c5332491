/** What an application does, in figures that Prometheus reads. */
package dev.trestle.metrics;
