package dev.trestle.spi;

import dev.trestle.EventStream;
import dev.trestle.Response;
import dev.trestle.internal.files.FileTypes;
import dev.trestle.query.BoundQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jooq.DSLContext;

/** What is sent after the headers of a {@link Response}, to be read by what carries it. */
public sealed interface Body {
  /**
   * The type of what is sent.
   *
   * @return as it stands in {@code Content-Type}; empty for none
   */
  String contentType();

  /** The type of JSON, which is always UTF-8. */
  String JSON = "application/json";

  /** Nothing, not even a content type. */
  record Empty() implements Body {
    @Override
    public String contentType() {
      return "";
    }
  }

  /**
   * A value that is written as JSON before the status is sent.
   *
   * @param value whatever the application's JSON mapper writes; empty for JSON's {@code null}
   */
  record Json(Optional<Object> value) implements Body {
    @Override
    public String contentType() {
      return JSON;
    }
  }

  /**
   * The rows of a query as JSON; a long list is sent while it is read.
   *
   * @param db where the query runs, once
   * @param query with a mapping
   * @param format how its rows are put together
   */
  record Rows(DSLContext db, BoundQuery<?> query, Format format) implements Body {
    @Override
    public String contentType() {
      return format instanceof Format.Lines ? "application/x-ndjson" : JSON;
    }
  }

  /** How rows are put together. */
  sealed interface Format {
    /** A JSON array, read in batches. */
    record Array() implements Format {}

    /**
     * A JSON array as of one moment.
     *
     * @param longest how long it may be read
     */
    record Snapshot(Duration longest) implements Format {}

    /** A line for each, read in batches. */
    record Lines() implements Format {}
  }

  /**
   * Bytes as they are.
   *
   * @param contentType sent as it is; empty for none
   * @param bytes not copied: do not change them
   */
  record Bytes(String contentType, byte[] bytes) implements Body {}

  /**
   * Bytes as a writer makes them; see {@link Response#stream}.
   *
   * @param contentType sent as it is; empty for none
   * @param writer called once at most
   */
  record Stream(String contentType, Response.Writer writer) implements Body {}

  /**
   * A file, or a part of it; see {@link Response#file(Path)}.
   *
   * @param path where it was found
   * @param length in bytes, as it was found
   */
  record File(Path path, long length) implements Body {
    @Override
    public String contentType() {
      return FileTypes.of(path);
    }
  }

  /**
   * Events as a writer sends them; see {@link Response#events}.
   *
   * @param writer called once at most
   */
  record Events(EventStream.Writer writer) implements Body {
    @Override
    public String contentType() {
      return "text/event-stream";
    }
  }
}
