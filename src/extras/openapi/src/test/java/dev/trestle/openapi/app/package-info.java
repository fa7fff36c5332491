/**
 * A small shop. What it sells is made up.
 *
 * @version 1.2
 */
@AppRoot
package dev.trestle.openapi.app;

import dev.trestle.AppRoot;
