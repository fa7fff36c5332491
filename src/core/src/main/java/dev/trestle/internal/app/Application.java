package dev.trestle.internal.app;

import dev.trestle.internal.cache.SharedCache;
import dev.trestle.internal.compress.Compression;
import dev.trestle.internal.error.Failures;
import dev.trestle.internal.error.Problems;
import dev.trestle.internal.events.EventStreams;
import dev.trestle.internal.flight.Flights;
import dev.trestle.internal.json.Json;
import dev.trestle.internal.policy.Enforcement;
import dev.trestle.internal.proxy.Origins;
import dev.trestle.internal.request.BodyRules;
import dev.trestle.internal.router.Routing;
import dev.trestle.internal.watch.RequestWatch;
import dev.trestle.query.JsonRows;
import java.time.InstantSource;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * What the requests of one application share.
 *
 * @param routing finds what answers
 * @param origins finds out where requests come from
 * @param json reads and writes bodies
 * @param rows writes those of queries
 * @param problems shapes errors
 * @param failures explains exceptions
 * @param flights those that are not over yet
 * @param events streams of them
 * @param watch told of those that are over, if anybody is
 * @param compression of answers
 * @param cache keeps answers and data, if there is one
 * @param db the database, if there is one
 * @param clock what time it is
 * @param checked records with constraints
 * @param bodies what is accepted as a body
 * @param development whether a developer is at work
 * @param provided what it was given for its functions
 * @param enforcement of policies
 * @param guest whether somebody else owns the server
 * @param alone whether nobody else has set up anything on the server
 */
public record Application(
    Routing routing,
    Origins origins,
    Json json,
    JsonRows rows,
    Problems problems,
    Failures failures,
    Flights flights,
    EventStreams events,
    Optional<RequestWatch> watch,
    Compression compression,
    Optional<SharedCache> cache,
    Optional<DSLContext> db,
    InstantSource clock,
    CheckedRecords checked,
    BodyRules bodies,
    boolean development,
    Provided provided,
    Enforcement enforcement,
    boolean guest,
    boolean alone) {}
