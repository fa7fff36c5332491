/** What finding a route costs in small and large tables. */
package dev.trestle.bench.router;
