/** SQL over HTTP, for functions at the edge that can open no connection to a database. */
package dev.trestle.dataproxy;
