package dev.trestle.internal.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jooq.Field;

/** Counts the columns of a result, and finds what they become. */
final class Shapes {
  private final RelationKeys keys;
  private final BiFunction<ManyField<?>, Integer, Shape.Relation> relation;
  private final List<Field<?>> columns = new ArrayList<>();
  private final List<Shape.Relation> relations = new ArrayList<>();

  /**
   * @param keys of the relations
   * @param relation makes one of its field and the column where its key begins
   */
  Shapes(RelationKeys keys, BiFunction<ManyField<?>, Integer, Shape.Relation> relation) {
    this.keys = keys;
    this.relation = relation;
  }

  Shape of(List<? extends Field<?>> fields) {
    List<Shape.Node> nodes = nodes(fields);
    List<Reader> readers = new ArrayList<>();
    for (Field<?> column : columns) {
      ColumnTypes.check(column.getDataType(), "Column " + column.getName());
      readers.add(ColumnTypes.reader(column.getDataType()));
    }
    return new Shape(List.copyOf(columns), List.copyOf(readers), nodes, List.copyOf(relations));
  }

  private List<Shape.Node> nodes(List<? extends Field<?>> fields) {
    return fields.stream().map(this::node).toList();
  }

  private Shape.Node node(Field<?> field) {
    int first = columns.size();
    if (field instanceof OneField<?> one) {
      List<Shape.Node> nodes = nodes(one.fields());
      return new Shape.Node.One(first, columns.size(), nodes, one.mapping());
    }
    if (field instanceof ManyField<?> many) {
      keys.pairs(many).forEach(pair -> columns.add(pair.parent()));
      relations.add(relation.apply(many, first));
      return new Shape.Node.Many(relations.size() - 1);
    }
    columns.add(field);
    return new Shape.Node.Leaf(first);
  }
}
