/** {@code /_console}: a path that no application has by accident. */
@Segment("_console")
package dev.trestle.console.app.console;

import dev.trestle.Segment;
