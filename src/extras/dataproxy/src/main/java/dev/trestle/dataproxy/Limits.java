package dev.trestle.dataproxy;

import dev.trestle.DatabaseUrl;

/**
 * How much one request may read.
 *
 * @param rows of all its statements
 * @param bytes of the values of all its rows
 */
record Limits(int rows, int bytes) {
  /**
   * The same address, whose connections give up before they fill the memory with one result, and
   * send values beside the statement, never within it.
   */
  DatabaseUrl guarding(DatabaseUrl url) {
    String address = url.toUri();
    char separator = address.contains("?") ? '&' : '?';
    return DatabaseUrl.parse(
            address + separator + "maxResultBuffer=" + bytes + "&preferQueryMode=extended")
        .withPassword(url::password);
  }

  /** What is left after a result. */
  Limits without(Result result) {
    return new Limits(rows - result.rows().size(), bytes - result.bytes());
  }
}
