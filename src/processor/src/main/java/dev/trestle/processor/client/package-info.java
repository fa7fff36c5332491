/** The sources of typed clients, written from what the processor knows of the routes. */
package dev.trestle.processor.client;
