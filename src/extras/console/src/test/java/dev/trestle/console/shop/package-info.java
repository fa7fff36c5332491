/** The URL {@code /} of an application to look at. */
@AppRoot
package dev.trestle.console.shop;

import dev.trestle.AppRoot;
