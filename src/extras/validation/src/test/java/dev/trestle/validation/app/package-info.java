@AppRoot
package dev.trestle.validation.app;

import dev.trestle.AppRoot;
