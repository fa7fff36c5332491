/**
 * The annotations of Jakarta Validation on records, checked by Hibernate Validator before a
 * function sees them.
 */
package dev.trestle.validation;
