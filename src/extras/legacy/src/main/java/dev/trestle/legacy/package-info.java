/** One {@code handler(request, response)} for all verbs, for code that was written that way. */
package dev.trestle.legacy;
