package dev.trestle;

import java.time.Duration;
import java.util.Optional;

/**
 * A request that is over; see {@link TrestleBuilder#onRequest}. Nothing in it tells of a client,
 * but the method, which is any word that a client likes.
 *
 * @param method as the client sent it; empty if there was none to be read
 * @param route the URL with its variables, {@code /api/users/{id}}; empty where no function of a
 *     route was asked: an unknown URL, a wrong verb, a redirect, a malformed request, a handler of
 *     Javalin's
 * @param status that was sent; of an answer that was broken off the one it began with
 * @param duration from the last byte of the request's head to the last of the answer
 */
public record CompletedRequest(
    String method, Optional<String> route, int status, Duration duration) {}
