package dev.trestle.schema;

import dev.trestle.schema.Catalog.Address;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Objects, and which of them needs which: gives an order in which they can be made. Where several
 * could be next, it is by their kind and name, so that the order follows from the schema alone.
 */
final class Dependencies {
  /** The number of {@code pg_class} in each database. */
  static final long RELATIONS = 1259;

  private static final Address NOWHERE = new Address(0, 0);

  private final Map<Address, Node> nodes = new HashMap<>();
  private final List<Node> all = new ArrayList<>();
  private final Map<Address, Address> aliases = new HashMap<>();
  private final List<Address[]> links = new ArrayList<>();
  private final Map<String, Node> relations = new HashMap<>();

  void add(SchemaObject object, Address address) {
    Node node = new Node(object, Place.of(object));
    all.add(node);
    if (object.kind() == Kind.TABLE || object.kind() == Kind.SEQUENCE) {
      relations.put(object.name(), node);
    }
    if (!address.equals(NOWHERE)) {
      nodes.put(address, node);
      return;
    }
    // The catalogs know it only as a property of these.
    Stream.of(object.of(), object.name())
        .map(relations::get)
        .filter(Objects::nonNull)
        .forEach(node.needs::add);
  }

  /** Counts if what it is on does. */
  void addComment(SchemaObject comment, Address on) {
    Node described = node(on);
    if (described != null) {
      Node node =
          new Node(comment.of(described.object), described.place.withComment(comment.name()));
      node.needs.add(described);
      all.add(node);
    }
  }

  void link(ResultSet row) throws SQLException {
    if (row.getBoolean("alias")) {
      aliases.putIfAbsent(Address.of(row), Address.referenced(row));
    } else {
      links.add(new Address[] {Address.of(row), Address.referenced(row)});
    }
  }

  List<SchemaObject> inOrder() {
    for (Address[] link : links) {
      Node from = node(link[0]);
      Node to = node(link[1]);
      if (from != null && to != null && from != to) {
        from.needs.add(to);
      }
    }
    return sorted();
  }

  private Node node(Address address) {
    Address at = address;
    for (int steps = 0; at != null && steps < 4; steps++) {
      if (nodes.containsKey(at)) {
        return nodes.get(at);
      }
      at = aliases.get(at);
    }
    return null;
  }

  /** Kahn's algorithm; a circle is entered at its first. */
  private List<SchemaObject> sorted() {
    Map<Node, List<Node>> neededBy = new HashMap<>();
    Map<Node, Integer> open = new HashMap<>();
    for (Node node : all) {
      open.put(node, node.needs.size());
      node.needs.forEach(
          needed -> neededBy.computeIfAbsent(needed, key -> new ArrayList<>()).add(node));
    }
    PriorityQueue<Node> ready = new PriorityQueue<>(Node.ORDER);
    PriorityQueue<Node> waiting = new PriorityQueue<>(Node.ORDER);
    all.forEach(node -> (open.get(node) == 0 ? ready : waiting).add(node));
    Set<Node> done = new HashSet<>();
    List<SchemaObject> sorted = new ArrayList<>();
    while (!ready.isEmpty() || !waiting.isEmpty()) {
      Node next = ready.isEmpty() ? waiting.poll() : ready.poll();
      if (done.add(next)) {
        sorted.add(next.object);
        for (Node after : neededBy.getOrDefault(next, List.of())) {
          if (open.merge(after, -1, Integer::sum) == 0) {
            ready.add(after);
          }
        }
      }
    }
    return sorted;
  }

  private static final class Node {
    static final Comparator<Node> ORDER = Comparator.comparing(node -> node.place);

    final SchemaObject object;
    final Place place;
    final Set<Node> needs = new HashSet<>();

    Node(SchemaObject object, Place place) {
      this.object = object;
      this.place = place;
    }
  }

  /** Where an object would be if it needed no other: what belongs to a table comes after it. */
  private record Place(int phase, String group, Kind kind, String name, String comment)
      implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::phase)
            .thenComparing(Place::group)
            .thenComparing(Place::kind)
            .thenComparing(Place::name)
            .thenComparing(Place::comment);

    static Place of(SchemaObject object) {
      return switch (object.kind()) {
        case TABLE -> new Place(Kind.TABLE.ordinal(), object.name(), Kind.TABLE, "", "");
        case SEQUENCE_OWNER, CONSTRAINT, INDEX, STATISTICS, TABLE_OPTION ->
            new Place(Kind.TABLE.ordinal(), object.of(), object.kind(), object.name(), "");
        default ->
            new Place(object.kind().ordinal(), object.of(), object.kind(), object.name(), "");
      };
    }

    Place withComment(String of) {
      return new Place(phase, group, kind, name, of);
    }

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }
}
