package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.JsonComparison.MAPPER;
import static dev.trestle.querytest.JsonQueries.OTHERS;
import static dev.trestle.querytest.JsonQueries.SENDERS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectFrom;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trestle.internal.json.Json;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.JsonRows;
import dev.trestle.query.Prepared0;
import dev.trestle.querytest.JsonQueries.Recipient;
import java.util.List;
import java.util.Locale;
import org.jooq.Field;
import org.jooq.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.StdSerializer;

/** What records, their annotations and the mapper say, holds for rows as JSON too. */
class JsonRecordsTest {
  @RegisterExtension static final JsonComparison json = new JsonComparison();

  record Named(@JsonProperty("full name") String name, Integer bossId) {}

  record Sparse(@JsonInclude(JsonInclude.Include.NON_NULL) Integer bossId, String name) {}

  record Loud(String name) {
    Loud {
      name = name.toUpperCase(Locale.ROOT);
    }
  }

  record Wider(Integer id, Object name) {}

  record Quoted(@JsonFormat(shape = JsonFormat.Shape.STRING) Integer id, String name) {}

  record Raw(Integer id, @JsonProperty("n") @JsonSerialize(using = ToUpper.class) String name) {}

  static final class ToUpper extends StdSerializer<String> {
    ToUpper() {
      super(String.class);
    }

    @Override
    public void serialize(String value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void whatTheRecordsSayHolds() {
    json.db().execute("insert into people values (1, 'Ada', null), (2, 'Bob', 1)");
    BoundQuery<?> named = people(PEOPLE.NAME, PEOPLE.BOSS_ID).as(mapping(Named::new)).with();

    json.directlyTheSame(named);
    json.directlyTheSame(people(PEOPLE.ID, PEOPLE.NAME).as(mapping(Recipient::new)).with());
    json.throughRecords(people(PEOPLE.BOSS_ID, PEOPLE.NAME).as(mapping(Sparse::new)).with());
    json.throughRecords(people(PEOPLE.ID, PEOPLE.NAME).as(mapping(Wider::new)).with());
    json.throughRecords(people(PEOPLE.ID, PEOPLE.NAME).as(mapping(Quoted::new)).with());
    json.throughRecords(people(PEOPLE.ID, PEOPLE.NAME).as(mapping(Raw::new)).with());
    json.throughRecords(
        prepare(() -> select(PEOPLE.NAME).from(PEOPLE)).as(mapping(Loud::new)).with());
    json.throughRecords(
        people(PEOPLE.NAME, PEOPLE.BOSS_ID)
            .as(mapping((name, boss) -> new Named(name + boss, null)))
            .with());
  }

  @Test
  void whatTheMapperSaysHolds() {
    json.db().execute("insert into people values (1, 'Ada', null), (2, 'Bob', 1)");
    BoundQuery<?> named = people(PEOPLE.NAME, PEOPLE.BOSS_ID).as(mapping(Named::new)).with();

    json.sameAsThroughRecords(
        named, Json.defaults().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build());
    for (SerializationFeature feature :
        List.of(
            SerializationFeature.INDENT_OUTPUT,
            SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
            SerializationFeature.WRAP_ROOT_VALUE)) {
      JsonMapper mapper = Json.defaults().enable(feature).build();
      json.sameAsThroughRecords(named, mapper);
      json.sameAsThroughRecords(SENDERS.with(), mapper);
      json.sameAsThroughRecords(
          prepare(() -> select(PEOPLE.NAME).from(PEOPLE).where(PEOPLE.ID.eq(1))).as(value()).with(),
          mapper);
    }
    json.sameAsThroughRecords(
        named,
        Json.defaults()
            .changeDefaultPropertyInclusion(
                value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build());
    json.sameAsThroughRecords(
        OTHERS.with(), Json.defaults().enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS).build());
  }

  private static <A, B> Prepared0<org.jooq.Record2<A, B>> people(Field<A> a, Field<B> b) {
    return prepare(() -> select(a, b).from(PEOPLE).orderBy(PEOPLE.ID));
  }

  @Test
  void aMomentThatTheMapperCannotWriteFailsAsItsRecordWould() {
    json.db().execute("insert into everything (an_instant) values ('infinity')");

    assertThatThrownBy(() -> MAPPER.writeValueAsBytes(OTHERS.with().fetch(json.db())))
        .hasMessageContaining("EpochDay");
    assertThatThrownBy(() -> JsonRows.of(MAPPER).write(json.db(), OTHERS.with()))
        .hasMessageContaining("EpochDay");
  }

  record Primitive(int bossId) {}

  @Test
  void aNullForAPrimitiveFailsAsItsRecordWould() {
    json.db().execute("insert into people values (1, 'Ada', null)");
    BoundQuery<Primitive> query =
        prepare(() -> select(PEOPLE.BOSS_ID).from(PEOPLE)).as(mapping(Primitive::new)).with();

    assertThatThrownBy(() -> query.fetch(json.db())).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> JsonRows.of(MAPPER).write(json.db(), query))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("bossId");
  }

  @Test
  void rowsWithoutAMappingAreRefused() {
    Prepared0<? extends Record> unmapped = prepare(() -> selectFrom(PEOPLE));

    assertThatThrownBy(() -> JsonRows.of(MAPPER).write(json.db(), unmapped.with()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(".as(mapping(");
  }
}
