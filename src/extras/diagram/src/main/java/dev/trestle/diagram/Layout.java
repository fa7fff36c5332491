package dev.trestle.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Finds a place for each box, by Eclipse's layered layout: a table is right of those that refer to
 * it, lines are at right angles, begin at the row of the key's first column and end at the row that
 * it refers to.
 */
final class Layout {
  private static final double BETWEEN = 28;
  private static final double BETWEEN_LAYERS = 56;
  private static final double MARGIN = 16;

  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<String, ElkNode> nodes = new HashMap<>();
  private final Map<String, Box> boxes = new LinkedHashMap<>();
  private final Map<ElkEdge, Reference> edges = new LinkedHashMap<>();
  private final Map<List<String>, ElkPort> ports = new HashMap<>();

  private Layout(List<Box> all) {
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(MARGIN));
    root.setProperty(CoreOptions.SPACING_NODE_NODE, BETWEEN);
    root.setProperty(CoreOptions.SPACING_COMPONENT_COMPONENT, BETWEEN);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, BETWEEN_LAYERS);
    root.setProperty(CoreOptions.RANDOM_SEED, 1);
    for (Box box : all) {
      ElkNode node = ElkGraphUtil.createNode(root);
      node.setDimensions(box.width(), box.height());
      node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
      nodes.put(box.name(), node);
      boxes.put(box.name(), box);
    }
    for (Box box : all) {
      box.references().forEach(this::connect);
    }
  }

  static Drawing of(List<Box> boxes) {
    return new Layout(boxes).drawing();
  }

  private void connect(Reference reference) {
    ElkPort from = port(reference.from(), reference.columns().getFirst(), PortSide.EAST);
    // A line to the table itself goes around its right side, which is shorter.
    boolean self = reference.from().equals(reference.to());
    ElkPort to =
        port(
            reference.to(),
            reference.referenced().getFirst(),
            self ? PortSide.EAST : PortSide.WEST);
    edges.put(ElkGraphUtil.createSimpleEdge(from, to), reference);
  }

  /** One for all lines that begin or end at a row. */
  private ElkPort port(String table, String column, PortSide side) {
    return ports.computeIfAbsent(
        List.of(table, column, side.name()),
        key -> {
          Box box = boxes.get(table);
          ElkPort port = ElkGraphUtil.createPort(nodes.get(table));
          port.setProperty(CoreOptions.PORT_SIDE, side);
          port.setLocation(side == PortSide.EAST ? box.width() : 0, box.middle(column));
          return port;
        });
  }

  private Drawing drawing() {
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    List<Drawing.Placed> placed = new ArrayList<>();
    boxes.forEach((name, box) -> {
      ElkNode node = nodes.get(name);
      placed.add(new Drawing.Placed(box, pixel(node.getX()), pixel(node.getY())));
    });
    List<Drawing.Line> lines = new ArrayList<>();
    edges.forEach((edge, reference) -> lines.add(new Drawing.Line(reference, points(edge))));
    return new Drawing(
        pixel(root.getWidth()), pixel(root.getHeight()), List.copyOf(placed), List.copyOf(lines));
  }

  private static List<Drawing.Point> points(ElkEdge edge) {
    ElkEdgeSection section = edge.getSections().getFirst();
    return Stream.of(
            Stream.of(point(section.getStartX(), section.getStartY())),
            section.getBendPoints().stream().map(bend -> point(bend.getX(), bend.getY())),
            Stream.of(point(section.getEndX(), section.getEndY())))
        .flatMap(points -> points)
        .toList();
  }

  private static Drawing.Point point(double x, double y) {
    return new Drawing.Point(pixel(x), pixel(y));
  }

  private static int pixel(double length) {
    return (int) Math.round(length);
  }
}
