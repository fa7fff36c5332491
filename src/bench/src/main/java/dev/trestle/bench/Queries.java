package dev.trestle.bench;

import java.sql.SQLException;
import java.util.UUID;

/**
 * One way to ask the database: the four operations that are measured, each answered with the JSON
 * that a client would get, so that all ways can be held against each other byte for byte.
 */
public interface Queries {
  /** The user of this id: {@code {id,email,name,createdAt}}. */
  byte[] lookup(UUID id) throws SQLException;

  /** The 100 newest posts, in six columns each. */
  byte[] list() throws SQLException;

  /** The 100 newest users, each with their posts, newest first. */
  byte[] nested() throws SQLException;

  /** A new user, as {@link #lookup} shows one. */
  byte[] insert(String email, String name) throws SQLException;
}
