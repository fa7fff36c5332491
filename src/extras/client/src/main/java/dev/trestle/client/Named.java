package dev.trestle.client;

/** A header, a parameter or a field of a form. */
record Named(String name, String value) {}
