/** The URL {@code /}. Java, because Kotlin has no annotations of packages. */
@AppRoot
package com.example.library.app;

import dev.trestle.AppRoot;
