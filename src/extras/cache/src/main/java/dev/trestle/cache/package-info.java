/** Where cached answers are kept. */
package dev.trestle.cache;
