/** What a PostgreSQL database holds: read from its catalogs, compared, written down as SQL. */
package dev.trestle.schema;
