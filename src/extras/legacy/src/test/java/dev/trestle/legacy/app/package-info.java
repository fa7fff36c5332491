@AppRoot
package dev.trestle.legacy.app;

import dev.trestle.AppRoot;
