package dev.trestle.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.schema.DatabaseSchema;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class EntityDiagramTest {
  private static EmbeddedServer server;
  private static int databases;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.temporary();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void tablesHaveTheirColumnsAndForeignKeysAreLines() throws Exception {
    String svg =
        svg(
            """
            create table users (id uuid primary key, email text not null, name text);
            create table posts (
              id bigint primary key,
              author_id uuid not null references users (id),
              editor_id uuid references users (id),
              at timestamptz not null)
            """);

    Document document = parse(svg);
    assertThat(texts(document, "text"))
        .containsSubsequence("posts", "PK", "id", "bigint", "FK", "author_id", "uuid")
        .contains("at", "timestamptz", "name", "text?");
    assertThat(texts(document, "title"))
        .contains("posts.author_id → users.id", "posts.editor_id → users.id, or none");
    assertThat(texts(document, "desc"))
        .containsExactly(
            "Tables: posts, users. Foreign keys: posts.author_id → users.id; posts.editor_id →"
                + " users.id, or none.");
    assertThat(document.getDocumentElement().getAttribute("role")).isEqualTo("img");
    assertThat(svg).contains("prefers-color-scheme: dark").contains("class=\"line optional\"");
  }

  @Test
  void theSameSchemaIsTheSameText() throws Exception {
    String schema =
        """
        create table a (id int primary key);
        create table b (id int primary key references a (id), c int references b (id));
        create table c (id int primary key, b int references b (id), a int references a (id));
        """;

    assertThat(svg(schema)).isEqualTo(svg(schema)).endsWith("</svg>\n").doesNotContain("\r");
  }

  @Test
  void noBoxCoversAnother() throws Exception {
    StringBuilder schema = new StringBuilder("create table t0 (id int primary key);");
    for (int i = 1; i <= 40; i++) {
      schema.append(
          "create table t%d (id int primary key, up int references t%d, root int references t0);"
              .formatted(i, i / 3));
    }

    List<Drawing.Placed> boxes = Layout.of(Box.all(read(schema.toString()))).boxes();

    assertThat(boxes).hasSize(41);
    for (Drawing.Placed one : boxes) {
      assertThat(boxes).filteredOn(other -> other != one && overlap(one, other)).isEmpty();
    }
  }

  private static boolean overlap(Drawing.Placed a, Drawing.Placed b) {
    return a.x() < b.x() + b.box().width()
        && b.x() < a.x() + a.box().width()
        && a.y() < b.y() + b.box().height()
        && b.y() < a.y() + a.box().height();
  }

  @Test
  void aLineBeginsAtItsColumnAndEndsAtTheOneThatItRefersTo() throws Exception {
    Drawing drawing =
        Layout.of(
            Box.all(
                read(
                    "create table a (x int, id int primary key);"
                        + " create table b (id int primary key, a int references a)")));

    Drawing.Placed a = drawing.boxes().get(0);
    Drawing.Placed b = drawing.boxes().get(1);
    List<Drawing.Point> points = drawing.lines().getFirst().points();
    assertThat(points.getFirst())
        .isEqualTo(new Drawing.Point(b.x() + b.box().width(), b.y() + b.box().middle("a")));
    assertThat(points.getLast()).isEqualTo(new Drawing.Point(a.x(), a.y() + a.box().middle("id")));
  }

  @Test
  void partitionsAreDrawnAsTheirParentAndATableMayReferToItself() throws Exception {
    String svg =
        svg(
            """
            create table events (at date not null) partition by range (at);
            create table events_2026 partition of events
              for values from ('2026-01-01') to ('2027-01-01');
            create table nodes (id int primary key, parent int references nodes)
            """);

    assertThat(texts(parse(svg), "title"))
        .contains("events", "nodes.parent → nodes.id, or none")
        .doesNotContain("events_2026");
  }

  @Test
  void oddNamesAreTextAndNothingElse() throws Exception {
    String svg =
        svg("create schema s; create table s.\"<script>&\" (\"a\u0001\" int, \"b\"\"--\" int)");

    assertThat(texts(parse(svg), "text")).contains("s.\"<script>&\"", "a\uFFFD", "b\"--");
  }

  @Test
  void anEmptySchemaSaysSo() throws Exception {
    assertThat(texts(parse(svg("select 1")), "text")).containsExactly("There are no tables.");
  }

  private static String svg(String sql) throws Exception {
    return EntityDiagram.of(read(sql)).toSvg();
  }

  private static DatabaseSchema read(String sql) throws Exception {
    String name = "t" + ++databases;
    execute(server.url(), "create database " + name);
    execute(server.url().withDatabase(name), sql);
    return DatabaseSchema.read(server.url().withDatabase(name));
  }

  private static void execute(DatabaseUrl url, String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static List<String> texts(Document document, String element) {
    List<String> texts = new ArrayList<>();
    var nodes = document.getElementsByTagName(element);
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
