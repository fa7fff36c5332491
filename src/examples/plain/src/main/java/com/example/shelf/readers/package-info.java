/** What readers are answered. */
@AppRoot
package com.example.shelf.readers;

import dev.trestle.AppRoot;
