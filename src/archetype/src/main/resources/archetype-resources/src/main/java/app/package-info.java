/** The URL {@code /}; each package below is a segment. */
@AppRoot
package ${package}.app;

import dev.trestle.AppRoot;
