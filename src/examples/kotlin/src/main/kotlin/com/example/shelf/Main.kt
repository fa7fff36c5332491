package com.example.shelf

import com.example.shelf.app.Routes
import com.example.shelf.db.Public
import dev.trestle.Environment
import dev.trestle.Trestle
import dev.trestle.migrate.Migrations
import io.javalin.Javalin

/** An application that was there before Trestle: its own routes, its own `before`. */
fun main() {
  val environment = Environment.of(System.getenv()).requireDatabase()
  val url = environment.direct().orElseThrow()
  Migrations.of(url, "classpath:db/migration").apply()
  val app =
      Javalin.create { config ->
        config.routes.before { ctx -> ctx.header("X-Served-By", "library") }
        config.routes.get("/old") { ctx -> ctx.result("as it always was") }
        config.registerPlugin(Trestle.of(Routes()).schema(Public.PUBLIC).database(url).plugin())
      }
  app.start(environment.host(), environment.port())
  Runtime.getRuntime().addShutdownHook(Thread(app::stop))
  println("Listening on http://127.0.0.1:${app.port()}")
}
