package dev.trestle.spi;

import dev.trestle.After;
import dev.trestle.Cache;
import dev.trestle.Cookies;
import dev.trestle.DataCache;
import dev.trestle.FormData;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.query.Cancellation;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jooq.DSLContext;

/** One request on its way to a function: where generated code takes the parameters from. */
public interface Call {
  /**
   * The request itself.
   *
   * @return the same for the whole call
   */
  Request request();

  /**
   * The application's database, or the {@link #transaction} that the function runs in.
   *
   * @return takes a connection only while a statement or transaction runs
   * @throws IllegalStateException if the application was built without one
   */
  DSLContext db();

  /**
   * Another database than the application's, whose statements end with the request as those of
   * {@link #db()} do.
   *
   * @param other over a pool of its own
   * @return takes a connection only while a statement or transaction runs
   */
  DSLContext db(DSLContext other);

  /**
   * Tells that the request is to end before its time, because its client went away or it takes too
   * long, and ends what is put under it.
   *
   * @return the same for the whole call
   */
  Cancellation cancellation();

  /**
   * What time it is for the application.
   *
   * @return the same for the whole call
   */
  InstantSource clock();

  /**
   * Javalin's view of the request, for a function that asks for it.
   *
   * @return the same for the whole call
   */
  Context javalin();

  /**
   * What runs after the answer.
   *
   * @return the same for the whole call
   */
  After after();

  /**
   * What invalidates answers once the function has returned.
   *
   * @return the same for the whole call
   * @throws IllegalStateException if the application has no cache
   */
  Cache cache();

  /**
   * What reads data that is kept.
   *
   * @return of the same cache for all calls
   * @throws IllegalStateException if the application has no cache
   */
  DataCache data();

  /**
   * The answer of a function whose answers are kept, if the route says so, or else of the function.
   *
   * @param function called with a call that knows path variables and these parameters only
   * @param parameters of the query string that it reads
   * @return the answer
   * @throws Exception whatever the function throws
   */
  Response cached(Handler function, String... parameters) throws Exception;

  /**
   * The answer of a function that runs in a transaction, if the route says so: whole, and after the
   * commit. Meanwhile {@link #db} is the transaction's.
   *
   * @param function has its parameters already; runs again if the transaction is tried again
   * @return the answer
   * @throws Exception whatever the function throws, or what refuses the commit
   */
  Response transaction(Callable<Response> function) throws Exception;

  /**
   * The cookies of the request and of its answer.
   *
   * @return the same for the whole call, so that middleware and function share them
   */
  Cookies cookies();

  /**
   * What the application was given at its start.
   *
   * @param <T> the type
   * @param type one of {@link RouteTable#provides}
   * @return the same for all calls
   */
  <T> T provided(Class<T> type);

  /**
   * A path variable, read as a type.
   *
   * @param <T> the type
   * @param name of the variable
   * @param parser of the type
   * @return the value
   * @throws dev.trestle.HttpError 400 if it is not of the type
   */
  <T> T variable(String name, Parser<T> parser);

  /**
   * The segments that a catch-all took, each decoded.
   *
   * @param name of the catch-all
   * @return unmodifiable; empty only for an optional one
   */
  List<String> segments(String name);

  /**
   * The query string, to be read into a record.
   *
   * @return a new reader
   */
  QueryReader query();

  /**
   * The body, read from JSON into a record.
   *
   * @param <T> the record
   * @param type the record
   * @return never null
   * @throws dev.trestle.HttpError 415 if the body is not declared as JSON; 413 if it is too long;
   *     400 if it is empty, malformed, of another shape, or refused by the record's constructor
   */
  <T> T body(Class<T> type);

  /**
   * The submitted form, to be read into a record.
   *
   * @return a new reader
   * @throws dev.trestle.HttpError as {@link #formData}
   */
  FormReader form();

  /**
   * The submitted form as it came. Read once for the whole call.
   *
   * @return its files are gone when the answer has been made
   * @throws dev.trestle.HttpError 415 if the body is no form; 413 if it is too long or has too many
   *     parts; 400 if it is malformed
   */
  FormData formData();

  /**
   * Checks the constraints of a record.
   *
   * @param <T> one of {@link RouteDefinition#checked}
   * @param value the record
   * @return the same
   * @throws dev.trestle.HttpError 400 with every path that fails
   */
  <T> T checked(T value);
}
