/** PostgreSQL's {@code LISTEN} and {@code NOTIFY}: one connection for all who listen. */
package dev.trestle.notify;
