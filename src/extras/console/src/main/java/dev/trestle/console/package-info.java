/** What an application in development does, in a browser: {@link dev.trestle.console.Console}. */
package dev.trestle.console;
