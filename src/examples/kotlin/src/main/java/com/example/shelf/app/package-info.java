/** The URL {@code /}. Java, because Kotlin has no annotations of packages. */
@AppRoot
package com.example.shelf.app;

import dev.trestle.AppRoot;
