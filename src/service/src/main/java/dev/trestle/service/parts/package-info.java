/** What the service has beside its database, given to functions by type. */
package dev.trestle.service.parts;
