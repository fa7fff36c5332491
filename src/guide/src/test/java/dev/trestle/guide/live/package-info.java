/** The URL {@code /} of an application that tells its clients what becomes of posts. */
@AppRoot(provides = Notifications.class)
package dev.trestle.guide.live;

import dev.trestle.AppRoot;
import dev.trestle.notify.Notifications;
