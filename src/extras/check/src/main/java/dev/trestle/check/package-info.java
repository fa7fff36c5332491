/** Tells what pending migrations would do to a live service, by running them on a scratch copy. */
package dev.trestle.check;
