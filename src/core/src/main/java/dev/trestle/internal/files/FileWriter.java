package dev.trestle.internal.files;

import dev.trestle.Response;
import dev.trestle.spi.Body;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Writes a part of a file, and fails rather than write less of it. */
public final class FileWriter implements Response.Writer {
  private static final int BUFFER = 64 * 1024;

  private final Body.File file;
  private final ByteRange part;

  public FileWriter(Body.File file, ByteRange part) {
    this.file = file;
    this.part = part;
  }

  /** The part itself. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) part.length());
    try {
      write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void write(OutputStream out) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file.path(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      if (channel.size() != file.length()) {
        throw new IOException(file.path() + " was changed while it was about to be sent");
      }
      channel.position(part.first());
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER, part.length()));
      long left = part.length();
      while (left > 0) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), left));
        int read = channel.read(buffer);
        if (read < 0) {
          throw new EOFException(file.path() + " became shorter while it was sent");
        }
        out.write(buffer.array(), 0, read);
        left -= read;
      }
    }
  }
}
