package com.example.library

import com.example.library.app.Routes
import com.example.library.db.Public
import dev.trestle.DatabaseUrl
import dev.trestle.Trestle
import dev.trestle.migrate.Migrations
import io.javalin.Javalin

/** An application that was there before Trestle: its own routes, its own `before`. */
fun main() {
  val url = DatabaseUrl.parse(System.getenv("DATABASE_URL"))
  Migrations.of(url, "classpath:db/migration").apply()
  val app =
      Javalin.create { config ->
        config.routes.before { ctx -> ctx.header("X-Served-By", "library") }
        config.routes.get("/old") { ctx -> ctx.result("as it always was") }
        config.registerPlugin(Trestle.of(Routes()).schema(Public.PUBLIC).database(url).plugin())
      }
  app.start("127.0.0.1", System.getenv("PORT")?.toInt() ?: 8080)
  Runtime.getRuntime().addShutdownHook(Thread(app::stop))
  println("Listening on http://127.0.0.1:${app.port()}")
}
