/** The description of an application's API, OpenAPI 3.1, from the types of its functions. */
package dev.trestle.processor.openapi;
