package dev.trestle;

import static dev.trestle.Served.get;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.ReadReplicas.primary;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared1;
import dev.trestle.query.Transactions;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.util.List;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Isolation;
import org.jooq.Record1;

/** Functions that tell which server has answered them, by its port, and some that write. */
final class ReplicaRoutes {
  private static final Prepared1<Integer, Record1<Integer>> SERVER =
      prepare(
          Integer.class,
          n ->
              select(field("inet_server_port()", Integer.class).as("port"))
                  .where(condition("{0} is not null", n)));

  static final RouteTable TABLE =
      () ->
          List.of(
              get("/server", call -> text(call, ReplicaRoutes::port))
                  .on(Verb.POST, call -> text(call, ReplicaRoutes::port)),
              get("/prepared", call -> text(call, db -> SERVER.with(1).fetchSingle(db).value1())),
              get(
                  "/shared",
                  call -> text(call, db -> SERVER.shared().with(1).fetchSingle(db).value1())),
              get("/primary", call -> text(call, db -> port(primary(db)))),
              get(
                  "/transaction",
                  call -> text(call, db -> db.transactionResult(tx -> port(tx.dsl())))),
              get(
                  "/read-only",
                  call ->
                      text(call, db -> Transactions.of(db).readOnly().run(ReplicaRoutes::port))),
              get(
                  "/serializable",
                  call ->
                      text(
                          call,
                          db ->
                              Transactions.of(db)
                                  .readOnly()
                                  .isolation(Isolation.SERIALIZABLE)
                                  .run(ReplicaRoutes::port))),
              get(
                  "/lock",
                  call -> {
                    call.db().fetch("select n from notes limit 1 for update");
                    return text(call, ReplicaRoutes::port);
                  }),
              RouteDefinition.at("/kept", "Kept")
                  .on(
                      Verb.GET,
                      call -> call.cached(filling -> text(filling, ReplicaRoutes::port)),
                      Policy.none().withCaching(Caching.of(60, 60))),
              get("/hidden-write/{n}", ReplicaRoutes::hiddenWrite),
              get("/update/{n}", ReplicaRoutes::update),
              get(
                  "/slow",
                  call ->
                      text(
                          call,
                          db ->
                              db.fetchValue(
                                  "select inet_server_port() from notes where slowly() limit 1"))),
              get("/wrong", call -> text(call, db -> db.fetchValue("select 1 / 0"))),
              get("/later", call -> text(call, db -> db.fetchValue("select count(*) from later"))),
              get(
                      "/notes/{n}",
                      call ->
                          text(
                              call,
                              db ->
                                  db.fetchValue(
                                      "select count(*) from notes where n = "
                                          + call.request().variable("n"))))
                  .on(
                      Verb.POST,
                      call -> {
                        call.db()
                            .execute(
                                "insert into notes values (" + call.request().variable("n") + ")");
                        return Response.noContent();
                      })
                  .on(
                      Verb.PUT,
                      call -> {
                        call.db()
                            .execute(
                                "insert into notes values (" + call.request().variable("n") + ")");
                        throw HttpError.conflict("It is there now");
                      }));

  private ReplicaRoutes() {}

  private static Integer port(DSLContext db) {
    return (Integer) db.fetchValue("select inet_server_port()");
  }

  private static Response text(Call call, Function<DSLContext, Object> read) {
    return Response.text("" + read.apply(call.db()));
  }

  private static Response hiddenWrite(Call call) {
    DSLContext db = call.db();
    Integer before = port(db);
    db.fetchValue("select note(" + call.request().variable("n") + ")");
    return Response.text(before + " " + port(db));
  }

  private static Response update(Call call) {
    DSLContext db = call.db();
    Integer before = port(db);
    db.execute("insert into notes values (?)", Integer.valueOf(call.request().variable("n")));
    return Response.text(before + " " + port(db));
  }
}
