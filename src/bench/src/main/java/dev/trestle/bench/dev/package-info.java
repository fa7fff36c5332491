/** What an edit takes while a service is developed. */
package dev.trestle.bench.dev;
