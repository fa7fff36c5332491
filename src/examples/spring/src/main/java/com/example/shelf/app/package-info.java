/** Trestle's URLs, {@code /}. */
@AppRoot
package com.example.shelf.app;

import dev.trestle.AppRoot;
