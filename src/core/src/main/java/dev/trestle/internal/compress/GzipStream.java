package dev.trestle.internal.compress;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses what is sent while it is made; a flush reaches the client, and so does the end. What
 * comes out of it in small pieces, the first of ten bytes, is sent in larger ones.
 */
public final class GzipStream extends GZIPOutputStream {
  private static final int BUFFER = 8192;

  public GzipStream(OutputStream client) throws IOException {
    super(new BufferedOutputStream(client, BUFFER), BUFFER, true);
  }

  @Override
  public void finish() throws IOException {
    super.finish();
    out.flush();
  }

  /** Gives back what is not the heap's; without the end that would make a part look whole. */
  public void release() {
    def.end();
  }
}
