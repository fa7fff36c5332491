package dev.trestle.e2e.rolling;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client: it creates, changes and reads users that nobody else changes. */
final class Client {
  /** As JSON has them, quotes and all. */
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private static final Pattern NAME = Pattern.compile("\"name\":(null|\"[^\"]*\")");
  private static final int LISTED = 5;

  private final Clients all;
  private final int number;
  private final List<String> ids;
  private int turn;

  Client(Clients all, int number, List<String> ids) {
    this.all = all;
    this.number = number;
    this.ids = ids;
  }

  Void work() throws InterruptedException {
    while (!all.isOver()) {
      turn++;
      // A step through all of one's own users that never comes to an end.
      String id = ids.get((int) (turn * 7919L % ids.size()));
      switch (turn % 7) {
        case 0 -> create();
        case 1 -> change(id, "\"changed " + number + "-" + turn + "\"");
        case 2 -> replace(id);
        case 3 -> change(id, "null");
        case 4 -> list();
        case 5 -> read(id, "/api/users/" + id + "?fields=id,name");
        default -> read(id, "/api/users/" + id);
      }
    }
    return null;
  }

  private void create() throws InterruptedException {
    String name = "\"created " + number + "-" + turn + "\"";
    String body = all.send("POST", "/api/users", user(name), 201);
    Matcher id = ID.matcher(body);
    if (id.find()) {
      all.acknowledge(id.group(1), name);
      ids.add(id.group(1));
      expectName(id.group(1), body);
      read(id.group(1), "/api/users/" + id.group(1));
    }
  }

  private void change(String id, String name) throws InterruptedException {
    String body = all.send("PATCH", "/api/users/" + id, "{\"name\":" + name + "}", 200);
    written(id, name, body);
  }

  private void replace(String id) throws InterruptedException {
    String name = "\"replaced " + number + "-" + turn + "\"";
    written(id, name, all.send("PUT", "/api/users/" + id, user(name), 200));
  }

  private String user(String name) {
    return "{\"email\":\"c%d-%d@example.org\",\"name\":%s}".formatted(number, turn, name);
  }

  private void written(String id, String name, String body) throws InterruptedException {
    if (!body.isEmpty()) {
      all.acknowledge(id, name);
      expectName(id, body);
      read(id, "/api/users/" + id);
    }
  }

  /** By whatever version, which need not be the one that wrote it. */
  private void read(String id, String path) throws InterruptedException {
    String body = all.send("GET", path, "", 200);
    if (!body.isEmpty()) {
      expectName(id, body);
    }
  }

  private void list() throws InterruptedException {
    String body = all.send("GET", "/api/users?limit=" + LISTED, "", 200);
    if (!body.isEmpty() && NAME.matcher(body).results().count() != LISTED) {
      all.fail("The list has not " + LISTED + " names: " + body);
    }
  }

  private void expectName(String id, String body) {
    Matcher name = NAME.matcher(body);
    if (!name.find() || !name.group(1).equals(all.name(id))) {
      all.fail("User " + id + " is " + all.name(id) + ", but was read as " + body);
    }
  }
}
