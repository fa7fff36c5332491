/**
 * What generated code implements and calls. Not for hand-written code: it may change with the
 * processor of the same version.
 */
package dev.trestle.spi;
