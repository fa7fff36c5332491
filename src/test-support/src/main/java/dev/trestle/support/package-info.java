/** What tests of several modules of this tree share. */
package dev.trestle.support;
