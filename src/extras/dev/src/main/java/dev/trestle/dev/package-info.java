/**
 * The commands behind {@code make run}, {@code make dev}, {@code make migrate} and {@code make
 * image}.
 */
package dev.trestle.dev;
