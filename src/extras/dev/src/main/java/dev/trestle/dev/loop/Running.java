package dev.trestle.dev.loop;

import dev.trestle.Trestle;
import dev.trestle.internal.javalin.Hosted;

/**
 * An application that was started.
 *
 * @param hosted brings its requests
 */
record Running(Trestle application, Hosted hosted) {}
