/** The URL {@code /}. */
@AppRoot
package dev.trestle.service.app;

import dev.trestle.AppRoot;
