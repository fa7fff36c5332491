package dev.trestle.processor.lang;

import java.util.List;

/** What the processor has to know of the library, by name: it does not depend on it. */
public final class Names {
  public static final String APP_ROOT = "dev.trestle.AppRoot";
  public static final String SEGMENT = "dev.trestle.Segment";
  public static final String QUERY = "dev.trestle.Query";
  public static final String FORM = "dev.trestle.Form";
  public static final String FORM_DATA = "dev.trestle.FormData";
  public static final String UPLOAD = "dev.trestle.Upload";
  public static final String DEFAULT = "dev.trestle.Default";
  public static final String TAKES = "dev.trestle.Takes";
  public static final String ANSWER = "dev.trestle.Answer";
  public static final String POLICY = "dev.trestle.policy.";
  public static final String CHANGE = "dev.trestle.Change";
  public static final String CANCELLATION = "dev.trestle.query.Cancellation";
  public static final String OPTIONAL = "java.util.Optional";
  public static final String LIST = "java.util.List";
  public static final String INSTANT_SOURCE = "java.time.InstantSource";
  public static final String AFTER = "dev.trestle.After";
  public static final String NEXT = "dev.trestle.Next";
  public static final String REQUEST = "dev.trestle.Request";
  public static final String CACHE = "dev.trestle.Cache";
  public static final String DATA_CACHE = "dev.trestle.DataCache";
  public static final String COOKIES = "dev.trestle.Cookies";
  public static final String RESPONSE = "dev.trestle.Response";
  public static final String BOUND_QUERY = "dev.trestle.query.BoundQuery";
  public static final String PREPARED = "dev.trestle.query.Prepared";
  public static final String CONSTRAINT = "jakarta.validation.Constraint";
  public static final String VALID = "jakarta.validation.Valid";
  public static final String DSL_CONTEXT = "org.jooq.DSLContext";
  public static final String JAVALIN_CONTEXT = "io.javalin.http.Context";

  public static final String MIDDLEWARE = "Middleware";

  /** Of an optional module. */
  public static final String LEGACY = "dev.trestle.legacy.";

  public static final String ROUTE = "Route";
  public static final String BINDING = "RouteBinding";
  public static final String TABLE = "Routes";

  /** The packages whose types are the library's. */
  public static final List<String> LIBRARY =
      List.of("dev.trestle", "dev.trestle.query", "dev.trestle.policy", "dev.trestle.spi");

  public static final List<String> VERBS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** The verbs whose record is the body. */
  public static final List<String> BODY_VERBS = List.of("POST", "PUT", "PATCH");

  /** The function of the older style, which answers all verbs. */
  public static final String HANDLER = "handler";

  private Names() {}
}
