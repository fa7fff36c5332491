package dev.trestle.query;

import java.util.Iterator;

/**
 * The parts of an answer in JSON, to be sent one after the other. Read by one thread, which closes
 * it, read to the end or not.
 */
public interface JsonParts extends Iterator<byte[]>, AutoCloseable {
  /** Gives back what it holds, and has no more parts. Does nothing the second time. */
  @Override
  void close();
}
