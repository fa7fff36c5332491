package dev.trestle.internal.query;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.DeleteResultStep;
import org.jooq.Field;
import org.jooq.InsertResultStep;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.RowCountQuery;
import org.jooq.UpdateResultStep;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.DSL;

/** Renders a query and those of its relations. Used once for each. */
final class Renderer {
  /** No SQL of anybody's holds this control character. */
  private static final String PREFIX = "\u0001";

  private static final Pattern PLACEHOLDER = Pattern.compile(PREFIX + "(\\w+)");

  private final Configuration configuration;
  private final RelationKeys keys = new RelationKeys();
  private final Constants constants = new Constants();
  private final GivenCondition.Watch givens = new GivenCondition.Watch();

  private Renderer(Configuration configuration) {
    this.configuration =
        configuration
            .deriveSettings(settings -> settings.withRenderNamedParamPrefix(PREFIX))
            .deriveAppending(keys, constants, givens);
  }

  /**
   * A rendered query.
   *
   * @param statement to be run
   * @param optional a bit for each argument that a condition is left out without
   */
  record Result(Rendered statement, BitSet optional) {}

  static Result render(Configuration configuration, Query query) {
    Renderer renderer = new Renderer(configuration);
    return new Result(
        renderer.statement(query, Columns.of(query), Optional.empty()), renderer.givens.optional());
  }

  /** The SQL of a query without relations, taken apart at its placeholders. */
  static List<String> pieces(Configuration configuration, Query query) {
    return List.of(PLACEHOLDER.split(new Renderer(configuration).sql(query), -1));
  }

  /**
   * One statement.
   *
   * @param fields that its rows are made of: its first columns
   * @param relation that it loads; empty for the query itself
   */
  private Rendered statement(Query query, List<Field<?>> fields, Optional<RelationQuery> relation) {
    List<DataType<?>> keyTypes = relation.map(RelationQuery::keyTypes).orElse(List.of());
    if (hasRelations(fields)) {
      sql(query); // Finds the keys of the relations; what is rendered now is of no use.
    }
    String sql = sql(query);
    List<Rendered.Value> values = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(sql);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      values.add(value(matcher.group(1), keyTypes));
      matcher.appendReplacement(out, "?");
    }
    matcher.appendTail(out);
    Shape shape = new Shapes(keys, this::relation).of(fields);
    List<Integer> keyColumns = relation.map(it -> it.keyColumns(shape)).orElse(List.of());
    return new Rendered(
        out.toString(),
        List.copyOf(values),
        shape,
        Rendered.Key.of(keyColumns, keyTypes),
        isChange(query));
  }

  private static boolean isChange(Query query) {
    return query instanceof RowCountQuery
        || query instanceof InsertResultStep<?>
        || query instanceof UpdateResultStep<?>
        || query instanceof DeleteResultStep<?>;
  }

  private static boolean hasRelations(Collection<? extends Field<?>> fields) {
    return fields.stream()
        .anyMatch(field ->
            field instanceof ManyField<?>
                || field instanceof OneField<?> one && hasRelations(one.fields()));
  }

  private String sql(Query query) {
    constants.clear();
    return DSL.using(configuration).renderNamedParams(query);
  }

  private Rendered.Value value(String name, List<DataType<?>> keyTypes) {
    if (name.startsWith(RelationQuery.KEYS)) {
      int position = Integer.parseInt(name.substring(RelationQuery.KEYS.length()));
      return new Rendered.Value.Keys(position, ColumnTypes.binder(keyTypes.get(position).array()));
    }
    Param<?> parameter = constants.get(name);
    Binder binder = ColumnTypes.binder(parameter.getDataType());
    return Arguments.position(parameter)
        .<Rendered.Value>map(position -> new Rendered.Value.Argument(position, binder))
        .orElseGet(() -> new Rendered.Value.Constant(parameter.getValue(), binder));
  }

  private Shape.Relation relation(ManyField<?> field, int firstKey) {
    RelationQuery query = RelationQuery.of(field, keys.pairs(field));
    Rendered child = statement(query.select(), Columns.of(field.select()), Optional.of(query));
    return new Shape.Relation(firstKey, child, field.mapping());
  }

  /** Remembers each parameter under the name that it is rendered with. */
  private static final class Constants implements VisitListener {
    private final Map<String, Param<?>> parameters = new HashMap<>();

    void clear() {
      parameters.clear();
    }

    Param<?> get(String name) {
      return parameters.get(name);
    }

    @Override
    public void visitStart(VisitContext context) {
      if (context.queryPart() instanceof Param<?> parameter) {
        String name = parameter.getParamName();
        boolean named = name != null && !name.isBlank();
        parameters.put(named ? name : String.valueOf(context.context().peekIndex()), parameter);
      }
    }
  }
}
