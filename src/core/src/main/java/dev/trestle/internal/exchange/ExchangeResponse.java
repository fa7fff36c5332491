package dev.trestle.internal.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** What goes out, until its head is sent. */
public interface ExchangeResponse {
  /** 200 unless set. */
  int status();

  /** Sets the status. */
  void status(int status);

  /** The type of the body; empty for none. */
  String contentType();

  /** Sets the type of the body exactly so; an empty one takes it away. */
  void contentType(String type);

  /** The first value of a header of that name, in any case. */
  Optional<String> header(String name);

  /** All values of the headers of that name; a copy. */
  List<String> headers(String name);

  /** Sets a header in place of all of its name. */
  void set(String name, String value);

  /** Adds a header to those of its name. */
  void add(String name, String value);

  /** Takes all headers of a name away. */
  void remove(String name);

  /** Says how long the body is, in bytes. */
  void contentLength(long length);

  /** Takes the body in pieces; the head is sent with the first flush at the latest. */
  OutputStream output() throws IOException;
}
