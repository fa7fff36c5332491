package example;

import dev.trestle.Trestle;
import example.app.Routes;

/** Serves on any free port until it is killed. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Trestle app = Trestle.of(new Routes()).port(0).start();
    System.out.println(app.url());
  }
}
