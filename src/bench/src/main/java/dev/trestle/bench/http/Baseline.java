package dev.trestle.bench.http;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.Environment;
import dev.trestle.bench.Answers;
import dev.trestle.bench.jdbc.MoneyStore;
import dev.trestle.bench.jdbc.PostStore;
import dev.trestle.bench.jdbc.UserStore;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson3;
import io.javalin.validation.ValidationException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The eight endpoints of the reference service as a good user of Javalin writes them by hand, over
 * JDBC and Jackson: what the service is measured against.
 */
public final class Baseline {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final int POOL_SIZE = 10;

  private final UserStore users;
  private final PostStore posts;
  private final MoneyStore money;

  private Baseline(DataSource pool) {
    this.users = new UserStore(pool);
    this.posts = new PostStore(pool);
    this.money = new MoneyStore(pool);
  }

  record Message(String message) {}

  record NewUser(String email, String name) {}

  record Order(UUID fromUserId, UUID toUserId, Long amount) {}

  /**
   * Serves on {@code PORT} over {@code DATABASE_URL}.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    Environment environment = Environment.of(System.getenv()).requireDatabase();
    Javalin server = start(environment);
    System.out.println("Listening on http://127.0.0.1:" + server.port());
  }

  /** Starts the service; its pool ends with the process. */
  static Javalin start(Environment environment) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(environment.database().orElseThrow().jdbcUrl());
    config.setUsername(environment.database().orElseThrow().user());
    config.setPassword(environment.database().orElseThrow().password());
    config.setMaximumPoolSize(environment.poolSize().orElse(POOL_SIZE));
    HikariDataSource pool = new HikariDataSource(config);
    return Javalin.create(new Baseline(pool)::configure)
        .start(environment.host(), environment.port());
  }

  private void configure(JavalinConfig config) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.jsonMapper(new JavalinJackson3(Answers.MAPPER, true));
    config.validation.register(UUID.class, UUID::fromString);
    config.routes.get("/api/hello", context -> context.json(new Message("Hello")));
    config.routes.get(
        "/api/users", context -> context.json(users.newest(number(context, "limit", 100, 100))));
    config.routes.post("/api/users", this::create);
    config.routes.get("/api/users/{id}", this::user);
    config.routes.get(
        "/api/posts/paginated",
        context ->
            context.json(
                posts.page(
                    number(context, "page", 1, Integer.MAX_VALUE),
                    number(context, "limit", 10, 100))));
    config.routes.get("/api/posts/search", this::search);
    config.routes.post("/api/transfer", this::transfer);
    config.routes.get("/api/stats/top-authors", context -> context.json(users.top()));
    config.routes.exception(
        ValidationException.class, (e, context) -> error(context, 400, "Invalid request"));
    config.routes.exception(
        MoneyStore.Refused.class, (e, context) -> error(context, e.status(), e.getMessage()));
  }

  private void user(Context context) throws SQLException {
    UUID id = context.pathParamAsClass("id", UUID.class).get();
    users.find(id).ifPresentOrElse(context::json, () -> error(context, 404, "User not found"));
  }

  private void create(Context context) throws SQLException {
    NewUser body =
        context
            .bodyValidator(NewUser.class)
            .required()
            .check(
                user -> user.email() != null && user.email().matches("[^@\\s]+@[^@\\s]+"), "email")
            .check(user -> user.name() != null && !user.name().isBlank(), "name")
            .get();
    try {
      context.status(201).json(users.create(body.email(), body.name()));
    } catch (SQLException e) {
      if (!UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw e;
      }
      error(context, 409, "Email already exists");
    }
  }

  private void search(Context context) throws SQLException {
    String text = context.queryParamAsClass("query", String.class).getOrDefault("");
    Boolean published = context.queryParamAsClass("published", Boolean.class).getOrNull();
    context.json(posts.search(text, Optional.ofNullable(published)));
  }

  private void transfer(Context context) throws SQLException {
    Order body =
        context
            .bodyValidator(Order.class)
            .required()
            .check(order -> order.fromUserId() != null && order.toUserId() != null, "users")
            .check(
                order -> order.fromUserId() == null || !order.fromUserId().equals(order.toUserId()),
                "same user")
            .check(order -> order.amount() != null && order.amount() > 0, "amount")
            .get();
    context.json(money.transfer(body.fromUserId(), body.toUserId(), body.amount()));
  }

  private static int number(Context context, String name, int otherwise, int most) {
    int number = context.queryParamAsClass(name, Integer.class).getOrDefault(otherwise);
    return Math.clamp(number, 1, most);
  }

  private static void error(Context context, int status, String message) {
    context.status(status).json(Map.of("error", message));
  }
}
