package dev.trestle.processor;

/**
 * One {@code @Takes}.
 *
 * @param place {@code header} or {@code cookie}
 * @param name of it
 * @param required whether a request without it is refused
 * @param description for people; empty if that is not said
 */
record DeclaredInput(String place, String name, boolean required, String description) {}
