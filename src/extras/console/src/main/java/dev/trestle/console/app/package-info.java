/** The URL {@code /}, where nothing is: all is below {@code /_console}. */
@AppRoot(provides = {Desk.class})
package dev.trestle.console.app;

import dev.trestle.AppRoot;
import dev.trestle.console.internal.Desk;
