/** Trestle's URLs, {@code /}. */
@AppRoot
package com.example.library.app;

import dev.trestle.AppRoot;
