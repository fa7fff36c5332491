package dev.trestle.service.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request that its function takes, with marks around what may be something else: {@code §value§}.
 *
 * @param function verb and template, as in the route table
 * @param path with marks
 * @param query names of its parameters, each with a mark around its value; may be empty
 * @param type of the body
 * @param body with marks; empty for none
 */
record Specimen(String function, String path, String query, String type, String body) {
  private static final Pattern MARKED = Pattern.compile("(?s)§(.*?)§");

  static Specimen of(String function, String path) {
    return new Specimen(function, path, "", "", "");
  }

  Specimen withQuery(String query) {
    return new Specimen(function, path, query, type, body);
  }

  Specimen withJson(String json) {
    return new Specimen(function, path, query, "application/json", json);
  }

  Specimen withMultipart(String multipart) {
    return new Specimen(function, path, query, "multipart/form-data; boundary=b", multipart);
  }

  String verb() {
    return function.substring(0, function.indexOf(' '));
  }

  /** The same as it is meant. */
  Specimen plain() {
    UnaryOperator<String> plain = text -> MARKED.matcher(text).replaceAll("$1");
    return new Specimen(function, plain.apply(path), plain.apply(query), type, plain.apply(body));
  }

  /** One for each mark in path and query string, with a piece of a URL in its place. */
  List<Specimen> withInUrl(String piece) {
    List<Specimen> all = new ArrayList<>();
    each(path, piece, it -> new Specimen(function, it, query, type, body).plain(), all);
    each(query, piece, it -> new Specimen(function, path, it, type, body).plain(), all);
    return all;
  }

  /** One for each mark in the body, with something else in its place. */
  List<Specimen> withInBody(String piece) {
    List<Specimen> all = new ArrayList<>();
    each(body, piece, it -> new Specimen(function, path, query, type, it).plain(), all);
    return all;
  }

  /** The same with its whole body replaced. */
  Specimen withBody(String whole) {
    return new Specimen(function, path, query, type, whole).plain();
  }

  private static void each(
      String text, String piece, Function<String, Specimen> make, List<Specimen> all) {
    Matcher marks = MARKED.matcher(text);
    while (marks.find()) {
      all.add(make.apply(text.substring(0, marks.start()) + piece + text.substring(marks.end())));
    }
  }

  /** What a request line has. */
  String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }
}
