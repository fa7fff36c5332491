package com.example.shelf;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What Spring goes on answering, on its own port. */
@RestController
class OldController {
  private final JdbcClient jdbc;

  OldController(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @GetMapping("/count")
  @Transactional(readOnly = true)
  long count() {
    return jdbc.sql("select count(*) from books").query(Long.class).single();
  }
}
