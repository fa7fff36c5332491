package dev.trestle.guide;

import java.nio.file.Path;

/**
 * Where photos are kept.
 *
 * @param folder that is there
 */
public record Photos(Path folder) {}
