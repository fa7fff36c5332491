/** The URL {@code /} of an application of the older style, which needs nothing to be started. */
@AppRoot
package dev.trestle.guide.older;

import dev.trestle.AppRoot;
