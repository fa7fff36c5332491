package dev.trestle.diagram;

import java.util.List;

/**
 * What is drawn and where, in pixels.
 *
 * @param width of all
 * @param height of all
 * @param boxes with their places
 * @param lines between them
 */
record Drawing(int width, int height, List<Placed> boxes, List<Line> lines) {
  /** A table at its place. */
  record Placed(Box box, int x, int y) {}

  /** A foreign key, from its columns to those that it refers to. */
  record Line(Reference reference, List<Point> points) {}

  /** A corner of a line. */
  record Point(int x, int y) {}
}
