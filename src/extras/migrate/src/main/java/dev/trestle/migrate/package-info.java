/** Brings a database to the schema that the code was written for, and fills it with first rows. */
package dev.trestle.migrate;
