/** The URL {@code /}. */
@AppRoot(provides = {Photos.class, SigningKey.class})
package dev.trestle.guide.app;

import dev.trestle.AppRoot;
import dev.trestle.SigningKey;
import dev.trestle.guide.Photos;
