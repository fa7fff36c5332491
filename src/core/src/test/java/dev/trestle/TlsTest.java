package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that shows a certificate for {@code localhost} which nobody but us trusts. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @RegisterExtension static final Postgres postgres = Postgres.alone();

  @TempDir static Path folder;

  @BeforeAll
  static void showACertificate() throws Exception {
    KeyStore server = keys("server");
    Path data = Path.of(value("show data_directory"));
    Path key = data.resolve("server.key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.setAttribute(key, "unix:uid", Files.getAttribute(data, "unix:uid"));
    pem(key, "PRIVATE KEY", server.getKey("server", PASSWORD).getEncoded());
    pem(data.resolve("server.crt"), "CERTIFICATE", certificate(server, "server"));
    pem(folder.resolve("server.pem"), "CERTIFICATE", certificate(server, "server"));
    pem(folder.resolve("other.pem"), "CERTIFICATE", certificate(keys("other"), "other"));
    execute("alter system set ssl = on");
    execute("select pg_reload_conf()");
    while (!value("show ssl").equals("on")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void theServerIsWhoItSaysAndTheConnectionIsEncrypted() {
    try (Trestle app = start("localhost", "verify-full", "server")) {
      assertThat(app.db().fetchValue("select ssl from pg_stat_ssl where pid = pg_backend_pid()"))
          .isEqualTo(true);
    }
  }

  @Test
  void aServerOfAnotherNameOrThatNobodyTrustsIsNoStart() {
    assertThatThrownBy(() -> start("127.0.0.1", "verify-full", "server"))
        .isInstanceOf(StartException.class)
        .hasMessageMatching("PostgreSQL at 127.0.0.1:\\d+ is not who it should be: .*hostname.*");
    assertThatThrownBy(() -> start("localhost", "verify-full", "other"))
        .isInstanceOf(StartException.class)
        .hasMessageMatching("PostgreSQL at localhost:\\d+ is not who it should be: SSL error.*");
    start("127.0.0.1", "verify-ca", "server").close();
  }

  private static Trestle start(String host, String mode, String trusted) {
    String address =
        "%s?sslmode=%s&sslrootcert=%s"
            .formatted(
                postgres.url().toUri().replace("127.0.0.1", host),
                mode,
                folder.resolve(trusted + ".pem"));
    return Trestle.of(List::of)
        .database(DatabaseUrl.parse(address))
        .connections(it -> it.poolSize(1))
        .port(0)
        .start();
  }

  /** Of a name, for {@code localhost}, signed by itself; made by the JDK's own tool. */
  private static KeyStore keys(String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(tool.getInputStream().readAllBytes());
    assertThat(tool.waitFor()).as(said).isZero();
    return KeyStore.getInstance(store.toFile(), PASSWORD);
  }

  private static byte[] certificate(KeyStore keys, String name) throws Exception {
    return keys.getCertificate(name).getEncoded();
  }

  private static void pem(Path file, String kind, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, text, kind));
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(String sql) throws SQLException {
    try (Connection connection = postgres.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
