package dev.trestle.internal.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses what is sent while it is made; a flush reaches the client. */
public final class GzipStream extends GZIPOutputStream {
  public GzipStream(OutputStream client) throws IOException {
    super(client, 8192, true);
  }

  /** Gives back what is not the heap's; without the end that would make a part look whole. */
  public void release() {
    def.end();
  }
}
