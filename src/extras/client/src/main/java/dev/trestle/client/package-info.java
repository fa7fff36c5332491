/**
 * What generated clients of a service run on. An application makes a {@link
 * dev.trestle.client.Client} and gives it to the interfaces that were generated:
 *
 * <pre>{@code
 * Client client = Client.to("https://shop.example.org");
 * List<Author> newest = ApiUsersClient.over(client).get(Newest.of().limit(2));
 * }</pre>
 *
 * <p>An answer that is an error is a {@link dev.trestle.client.ClientException}, a network that
 * fails a {@link java.io.UncheckedIOException}. Nothing is sent twice by itself.
 */
package dev.trestle.client;
