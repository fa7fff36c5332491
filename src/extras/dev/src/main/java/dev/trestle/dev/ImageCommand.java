package dev.trestle.dev;

import java.util.List;

/** Makes an image of the service. */
final class ImageCommand implements Command {
  @Override
  public String name() {
    return "image";
  }

  @Override
  public List<String> options() {
    return List.of("--jar", "--training", "--health", "--image");
  }

  @Override
  public int run(Options options) throws InterruptedException {
    Image.make(options);
    return 0;
  }
}
