/** What readers are answered. */
@AppRoot
package com.example.library.readers;

import dev.trestle.AppRoot;
