/**
 * Users and posts. The API of Trestle's reference service: users, what they write, and money that
 * they give each other.
 *
 * @version 1
 */
@AppRoot(provides = {Pace.class, Passwords.class, PostFeed.class, SigningKey.class, Uploads.class})
package dev.trestle.service.app;

import dev.trestle.AppRoot;
import dev.trestle.SigningKey;
import dev.trestle.service.parts.Pace;
import dev.trestle.service.parts.Passwords;
import dev.trestle.service.parts.PostFeed;
import dev.trestle.service.parts.Uploads;
