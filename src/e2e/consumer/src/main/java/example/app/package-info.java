@AppRoot
package example.app;

import dev.trestle.AppRoot;
