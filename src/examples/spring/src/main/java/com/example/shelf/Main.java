package com.example.shelf;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A Spring Boot application that was there before Trestle. */
@SpringBootApplication
public class Main {
  /**
   * Serves until the process ends.
   *
   * @param args Spring's
   */
  public static void main(String[] args) {
    SpringApplication.run(Main.class, args);
  }
}
