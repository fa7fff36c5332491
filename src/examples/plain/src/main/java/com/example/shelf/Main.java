package com.example.shelf;

import com.example.shelf.db.Public;
import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.migrate.MigrationException;
import dev.trestle.migrate.Migrations;
import dev.trestle.spi.RouteTable;
import java.io.IOException;

/** A program of one's own with two applications in it, each on a port of its own, until Enter. */
public final class Main {
  private Main() {}

  /**
   * Serves readers and staff over the database of {@code DATABASE_URL}.
   *
   * @param args none
   * @throws IOException if nobody can press Enter
   */
  public static void main(String[] args) throws IOException {
    try {
      DatabaseUrl url = Environment.of(System.getenv()).requireDatabase().direct().orElseThrow();
      Migrations.of(url, "classpath:db/migration").apply();
      serve(url);
    } catch (StartException | MigrationException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void serve(DatabaseUrl url) throws IOException {
    try (Trestle readers = start(new com.example.shelf.readers.Routes(), url);
        Trestle staff = start(new com.example.shelf.staff.Routes(), url)) {
      System.out.println("Readers at " + readers.url());
      System.out.println("Staff at " + staff.url());
      System.in.read();
    }
    System.out.println("Both have stopped");
  }

  private static Trestle start(RouteTable routes, DatabaseUrl url) {
    return Trestle.of(routes).schema(Public.PUBLIC).database(url).port(0).start();
  }
}
