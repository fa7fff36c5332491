package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.support.Folders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands behind the Makefile, over a development database of their own. */
class CommandsTest {
  @TempDir private Path folder;
  private String port;

  @BeforeEach
  void freePort() throws IOException {
    port = String.valueOf(Processes.freePort());
  }

  @Test
  void runMigratesSeedsOnceServesAndShowsWhatToTry() throws Exception {
    String[] run = {
      "run",
      "--migrations",
      db("migrations"),
      "--seeds",
      db("seed"),
      "--serve",
      service(),
      "--try",
      "/api/hello"
    };

    Process first = command(Map.of("PORT", port), run);
    assertThat(first.inputReader().readLine()).startsWith("Applied V1 schema (");
    assertThat(line(first, "Seeded")).startsWith("Seeded V1 users and posts (");
    assertThat(
            Processes.get(Processes.address(first).replaceFirst(";.*", "") + "/api/hello").body())
        .isEqualTo("{\"message\":\"Hello\"}");

    Processes.Ended status =
        Processes.await(command(Map.of(), "migrate-status", "--migrations", db("migrations")));
    assertThat(status.out()).startsWith("V1").contains("applied");
    first.destroy();
    first.waitFor();

    Process second = command(Map.of("PORT", port), run);
    String address = Processes.address(second).replaceFirst(";.*", "");
    assertThat(Processes.get(address + "/api/users?limit=1").statusCode()).isEqualTo(200);
    second.destroy();
    second.waitFor();
  }

  @Test
  void devAnswersWithWhatTheSourcesSayAtThatMoment() throws Exception {
    Path sources =
        Folders.copy(
            Path.of(db(".."), "src/service/src/main/java").normalize(), folder.resolve("sources"));
    Path route = sources.resolve("dev/trestle/service/app/api/hello/Route.java");
    String text = Files.readString(route);
    Files.writeString(route, text.replace("\"Hello\"", "\"Hello"));
    String libraries =
        Files.readString(
            Path.of(System.getProperty("service.jar")).resolveSibling("dev.classpath"));
    Process dev =
        Processes.light(
            Map.of("PORT", port),
            "-cp",
            libraries + File.pathSeparator + System.getProperty("dev.jar"),
            "dev.trestle.dev.Main",
            "dev",
            "--data",
            folder.resolve("data").toString(),
            "--migrations",
            db("migrations"),
            "--seeds",
            Files.createDirectory(folder.resolve("seeds")).toString(),
            "--app",
            "dev.trestle.service.Main",
            "--sources",
            sources.toString(),
            "--package",
            "dev.trestle.service.db",
            "--generated",
            folder.resolve("generated").toString(),
            "--class-path",
            libraries);
    String address = line(dev, "Answers at").replace("Answers at ", "");
    assertThat(Processes.get(address + "/api/hello").body())
        .contains("Route.java:10: unclosed string literal");

    Files.writeString(route, text);
    assertThat(Processes.get(address + "/api/hello").body()).isEqualTo("{\"message\":\"Hello\"}");
    Files.writeString(route, text.replace("\"Hello\"", "\"Hello again\""));
    assertThat(Processes.get(address + "/api/hello").body())
        .isEqualTo("{\"message\":\"Hello again\"}");
    assertThat(Processes.get(address + "/api/users").statusCode()).isEqualTo(200);
    dev.destroy();
    assertThat(dev.waitFor()).isEqualTo(143);
  }

  private static String line(Process process, String start) throws IOException {
    String line = process.inputReader().readLine();
    while (line != null && !line.startsWith(start)) {
      line = process.inputReader().readLine();
    }
    return line;
  }

  @Test
  void anOldJdkIsPassedOverAndAFittingOneTaken() throws Exception {
    Path old = jdk("17.0.15");
    Path fitting = jdk("21.0.1");

    assertThat(findJdk(fitting)).isEqualTo(fitting.toString());
    assertThat(findJdk(old)).isNotEqualTo(old.toString());
  }

  private Path jdk(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk-" + version));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    Path javac = Files.createFile(Files.createDirectory(home.resolve("bin")).resolve("javac"));
    assertThat(javac.toFile().setExecutable(true)).isTrue();
    return home;
  }

  private static String findJdk(Path javaHome) throws Exception {
    Path script = Path.of(System.getProperty("db")).normalize().resolveSibling(".mvn/find-jdk");
    ProcessBuilder builder = new ProcessBuilder(script.toString());
    builder.environment().put("JAVA_HOME", javaHome.toString());
    return Processes.await(builder.start()).out().strip();
  }

  @Test
  void aFailedMigrationIsOneSentence() throws Exception {
    Path migrations = Files.createDirectory(folder.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__bad.sql"), "creat table x ();");

    Processes.Ended ended =
        Processes.await(command(Map.of(), "migrate", "--migrations", migrations.toString()));

    assertThat(ended.err())
        .startsWith("V1__bad.sql, line 1: PostgreSQL refused \"creat table x ()\": ERROR: syntax")
        .hasLineCount(1);
    assertThat(ended.status()).isEqualTo(1);
  }

  @Test
  void whatWouldHurtALiveServiceFailsTheCheck() throws Exception {
    Path migrations = Files.createDirectory(folder.resolve("migrations"));
    Files.writeString(migrations.resolve("V1__t.sql"), "create table t (a int);");
    String[] check = {"migrate-check", "--migrations", migrations.toString()};
    Processes.await(command(Map.of(), "migrate", "--migrations", migrations.toString()));

    Processes.Ended nothing = Processes.await(command(Map.of(), check));
    assertThat(nothing.out()).isEqualTo("No migration is pending.\n");
    assertThat(nothing.status()).isZero();

    Files.writeString(migrations.resolve("V2__drop.sql"), "alter table t drop column a;");
    Processes.Ended danger = Processes.await(command(Map.of(), check));
    assertThat(danger.out())
        .startsWith(migrations.resolve("V2__drop.sql") + ":1  DANGER  drop-column  t.a\n")
        .endsWith("1 pending migration, 1 statement: 1 danger, 1 note.\n");
    assertThat(danger.status()).isEqualTo(1);
    assertThat(
            Processes.await(
                    command(Map.of(), "migrate-status", "--migrations", migrations.toString()))
                .out())
        .contains("pending");

    Processes.Ended all =
        Processes.await(
            command(Map.of(), "migrate-check", "--from", "V0", "--migrations", db("migrations")));
    assertThat(all.status()).isZero();
    Processes.Ended wrong =
        Processes.await(
            command(Map.of(), "migrate-check", "--from", "x", "--migrations", db("migrations")));
    assertThat(wrong.err())
        .isEqualTo("'x' is no version of a migration; write a number, like V5.\n");
    assertThat(wrong.status()).isEqualTo(2);
  }

  @Test
  void whatIsNotUnderstoodIsSaid() throws Exception {
    assertThat(Processes.await(command(Map.of(), "fly")).err())
        .startsWith("There is no command 'fly'; write one of run, dev,");
    assertThat(Processes.await(command(Map.of(), "migrate-new")).err())
        .startsWith("The new migration has no name; write make migrate-new name=");
    assertThat(Processes.await(command(Map.of(), "run", "--x", "y")).status()).isEqualTo(2);
    assertThat(Processes.await(command(Map.of("DATABASE_URL", "x:secret@"), "migrate")).err())
        .startsWith("DATABASE_URL: The database URL cannot be used")
        .doesNotContain("secret");
  }

  private static String service() {
    return Processes.light(System.getProperty("service.jar"));
  }

  private String db(String name) {
    return Path.of(System.getProperty("db"), name).normalize().toString();
  }

  private Process command(Map<String, String> environment, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-jar", System.getProperty("dev.jar")));
    all.addAll(List.of(arguments));
    if (List.of("run", "migrate-status", "migrate-check", "migrate").contains(arguments[0])) {
      all.addAll(List.of("--data", folder.resolve("data").toString()));
    }
    return Processes.light(environment, all.toArray(String[]::new));
  }
}
