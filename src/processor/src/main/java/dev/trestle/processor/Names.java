package dev.trestle.processor;

import java.util.List;

/** What the processor has to know of the library, by name: it does not depend on it. */
final class Names {
  static final String APP_ROOT = "dev.trestle.AppRoot";
  static final String SEGMENT = "dev.trestle.Segment";
  static final String QUERY = "dev.trestle.Query";
  static final String FORM = "dev.trestle.Form";
  static final String FORM_DATA = "dev.trestle.FormData";
  static final String UPLOAD = "dev.trestle.Upload";
  static final String DEFAULT = "dev.trestle.Default";
  static final String ANSWER = "dev.trestle.Answer";
  static final String ANSWERS = ANSWER + ".All";
  static final String POLICY = "dev.trestle.policy.";
  static final String CANCELLATION = "dev.trestle.query.Cancellation";
  static final String INSTANT_SOURCE = "java.time.InstantSource";
  static final String AFTER = "dev.trestle.After";
  static final String NEXT = "dev.trestle.Next";
  static final String REQUEST = "dev.trestle.Request";
  static final String CACHE = "dev.trestle.Cache";
  static final String DATA_CACHE = "dev.trestle.DataCache";
  static final String COOKIES = "dev.trestle.Cookies";
  static final String RESPONSE = "dev.trestle.Response";
  static final String BOUND_QUERY = "dev.trestle.query.BoundQuery";
  static final String PREPARED = "dev.trestle.query.Prepared";
  static final String CONSTRAINT = "jakarta.validation.Constraint";
  static final String VALID = "jakarta.validation.Valid";
  static final String DSL_CONTEXT = "org.jooq.DSLContext";
  static final String JAVALIN_CONTEXT = "io.javalin.http.Context";

  static final String MIDDLEWARE = "Middleware";

  /** Of an optional module. */
  static final String LEGACY = "dev.trestle.legacy.";

  static final String ROUTE = "Route";
  static final String BINDING = "RouteBinding";
  static final String TABLE = "Routes";

  /** The packages whose types are the library's. */
  static final List<String> LIBRARY =
      List.of("dev.trestle", "dev.trestle.query", "dev.trestle.policy", "dev.trestle.spi");

  static final List<String> VERBS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** The verbs whose record is the body. */
  static final List<String> BODY_VERBS = List.of("POST", "PUT", "PATCH");

  /** The function of the older style, which answers all verbs. */
  static final String HANDLER = "handler";

  private Names() {}
}
