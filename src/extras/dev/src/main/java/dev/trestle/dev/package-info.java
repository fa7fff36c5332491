/** The commands behind {@code make run}, {@code make dev} and {@code make migrate}. */
package dev.trestle.dev;
