package dev.trestle.internal.query;

import dev.trestle.HttpError;
import dev.trestle.SigningKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a slice of a list begins, as a client keeps it: signed, and good for its query only.
 *
 * @param side of the place
 * @param place texts of the order's columns in a row; empty at the ends of the list
 */
record Cursor(Side side, List<String> place) {
  static final Cursor START = new Cursor(Side.START, List.of());
  static final Cursor END = new Cursor(Side.END, List.of());

  /** Which rows are meant. */
  enum Side {
    /** The first of the list. */
    START,
    /** Those that follow a row. */
    AFTER,
    /** Those before a row. */
    BEFORE,
    /** The last of the list. */
    END;

    boolean isBackward() {
      return this == BEFORE || this == END;
    }

    boolean hasPlace() {
      return this == AFTER || this == BEFORE;
    }
  }

  /** As text for a client; {@code sql} is the query's, without what depends on the place. */
  String signed(SigningKey key, String sql) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(side.ordinal());
      for (String text : place) {
        byte[] utf = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf.length);
        out.write(utf);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return key.sign(purpose(sql), bytes.toByteArray());
  }

  /**
   * Reads what {@link #signed} gave.
   *
   * @throws HttpError 400 for anything else
   */
  static Cursor read(String text, SigningKey key, String sql) {
    byte[] bytes = key.verify(purpose(sql), text).orElseThrow(Cursor::refused);
    // The signature holds, so it was written above.
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Side side = Side.values()[in.readByte()];
      List<String> place = new ArrayList<>();
      while (in.available() > 0) {
        place.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
      }
      return new Cursor(side, List.copyOf(place));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For text that is no cursor, or that of another list or of another release of this one. */
  static HttpError refused() {
    return HttpError.badRequest(
        "The cursor is none that this list has given; leave it out to begin at the start");
  }

  private static String purpose(String sql) {
    return "cursor " + sql;
  }
}
