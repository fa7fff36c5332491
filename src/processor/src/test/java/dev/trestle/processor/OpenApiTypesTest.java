package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategies.NamingBase;

/** What becomes of types that are more than records of plain values. */
class OpenApiTypesTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  private Described route(String members) {
    return Described.by(
        compilation,
        """
        package app.a;
        import com.fasterxml.jackson.annotation.*;
        import dev.trestle.*;
        import java.math.*;
        import java.time.*;
        import java.util.*;
        import tools.jackson.databind.PropertyNamingStrategies;
        import tools.jackson.databind.annotation.*;
        public final class Route {
          %s
        }
        """
            .formatted(members));
  }

  @Test
  void anEnumIsItsNamesInUrlsAndWhatJacksonMakesOfItInJson() {
    Described api =
        route(
            """
            enum Size { @JsonProperty("small") SMALL, LARGE }
            enum Level { LOW(1); final int value; Level(int v) { value = v; }
              @JsonValue int value() { return value; } }
            record Filter(Size size, Optional<Level> level) {}
            record Found(Size size, Level level, List<Level> all) {}
            public static Found GET(Filter filter) { return null; }
            """);

    assertThat(api.operation("/a", "get", "/parameters/0/schema"))
        .isEqualTo("{'type':'string','enum':['SMALL','LARGE']}");
    assertThat(api.operation("/a", "get", "/parameters/1/schema"))
        .isEqualTo("{'type':'string','enum':['LOW']}");
    assertThat(api.at("/components/schemas/Found/properties"))
        .isEqualTo(
            "{'size':{'type':'string','enum':['small','LARGE']},"
                + "'level':{'type':'integer','format':'int32'},"
                + "'all':{'type':'array','items':{'type':'integer','format':'int32'}}}");
  }

  @Test
  void genericRecordsAreOneForEachArgumentAndWildcardsAreTheirBounds() {
    Described api =
        route(
            """
            record Page<T>(List<T> rows, Optional<T> next) {}
            record Tree<T>(T value, List<Tree<T>> below) {}
            record All(Page<UUID> ids, Page<? extends Number> numbers, List<? extends Number> some,
                List<?> any, Tree<LocalDate> days, Instant[] times, List<List<BigDecimal>> grid,
                Map<UUID, byte[]> files) {}
            public static All GET() { return null; }
            """);

    assertThat(api.at("/components/schemas/All/properties"))
        .isEqualTo(
            "{'ids':{'$ref':'#/components/schemas/PageUUID'},"
                + "'numbers':{'$ref':'#/components/schemas/PageNumber'},"
                + "'some':{'type':'array','items':{'type':'number'}},"
                + "'any':{'type':'array','items':{}},"
                + "'days':{'$ref':'#/components/schemas/TreeLocalDate'},"
                + "'times':{'type':'array','items':{'type':'string','format':'date-time'}},"
                + "'grid':{'type':'array','items':{'type':'array','items':{'type':'number'}}},"
                + "'files':{'type':'object','additionalProperties':"
                + "{'type':'string','contentEncoding':'base64'}}}");
    assertThat(api.at("/components/schemas/PageUUID/properties"))
        .isEqualTo(
            "{'rows':{'type':'array','items':{'type':'string','format':'uuid'}},"
                + "'next':{'type':['string','null'],'format':'uuid'}}");
    assertThat(api.at("/components/schemas/TreeLocalDate/properties/below/items"))
        .isEqualTo("{'$ref':'#/components/schemas/TreeLocalDate'}");
  }

  @Test
  void aSealedInterfaceIsOneOfItsRecordsToldApartAsJacksonIsTold() {
    Described api =
        route(
            """
            sealed interface Plain {}
            record One(int a) implements Plain {}
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
            @JsonSubTypes(@JsonSubTypes.Type(value = Card.class, name = "card"))
            sealed interface Payment {}
            record Card(String number) implements Payment {}
            @JsonTypeName("cash") record Cash() implements Payment {}
            record Free() implements Payment {}
            public static Plain GET() { return null; }
            public static Payment DELETE() { return null; }
            """);

    assertThat(api.at("/components/schemas/Plain/anyOf"))
        .isEqualTo("[{'$ref':'#/components/schemas/One'}]");
    assertThat(api.at("/components/schemas/Payment/anyOf/0/allOf"))
        .isEqualTo(
            "[{'$ref':'#/components/schemas/Card'},{'type':'object','properties':"
                + "{'kind':{'type':'string','const':'card'}},'required':['kind']}]");
    assertThat(api.at("/components/schemas/Payment/anyOf/1/allOf/1/properties"))
        .isEqualTo("{'kind':{'type':'string','const':'cash'}}");
    assertThat(api.at("/components/schemas/Payment/anyOf/2/allOf/1/properties"))
        .isEqualTo("{'kind':{'type':'string'}}");
  }

  @Test
  void whatIsWrittenInAWayOfItsOwnIsAnything() {
    Described api =
        route(
            """
            record Found(@JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at, Instant then) {}
            public static Found GET() { return null; }
            """);

    assertThat(api.at("/components/schemas/Found/properties"))
        .isEqualTo("{'at':{},'then':{'type':'string','format':'date-time'}}");
    assertThat(api.at("/components/schemas/Found/required")).isEqualTo("['at','then']");
  }

  static Stream<NamingBase> strategies() {
    return Stream.of(
        new PropertyNamingStrategies.SnakeCaseStrategy(),
        new PropertyNamingStrategies.UpperSnakeCaseStrategy(),
        new PropertyNamingStrategies.KebabCaseStrategy(),
        new PropertyNamingStrategies.LowerDotCaseStrategy(),
        new PropertyNamingStrategies.LowerCaseStrategy(),
        new PropertyNamingStrategies.UpperCamelCaseStrategy());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void namesAreThoseOfJacksonsStrategies(NamingBase strategy) {
    List<String> names = List.of("plain", "userId", "aURLValue", "line2Text", "isOK");
    Described api =
        route(
            """
            @JsonNaming(PropertyNamingStrategies.%s.class)
            record Found(int plain, int userId, int aURLValue, int line2Text, int isOK) {}
            public static Found GET() { return null; }
            """
                .formatted(strategy.getClass().getSimpleName()));

    assertThat(api.names("/components/schemas/Found/properties"))
        .isEqualTo(names.stream().map(name -> strategy.nameForField(null, null, name)).toList());
  }
}
