/**
 * What a user of Trestle meets: a folder is a URL, a function is a verb.
 *
 * <p>Start with {@link dev.trestle.Trestle}; a handler sees {@link dev.trestle.Request}, {@link
 * dev.trestle.Response} and {@link dev.trestle.HttpError}, and jOOQ's own {@code DSLContext}.
 * Nothing here takes or gives null.
 */
package dev.trestle;
