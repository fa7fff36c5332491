/** What more than one route answers with. */
package dev.trestle.service.model;
