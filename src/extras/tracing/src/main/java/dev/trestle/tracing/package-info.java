/** What an application does for a request, as OpenTelemetry's spans. */
package dev.trestle.tracing;
