package dev.trestle.dev.loop;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/** The address of what is in memory only. */
final class MemoryUrl extends URLStreamHandler {
  private final byte[] content;

  private MemoryUrl(byte[] content) {
    this.content = content;
  }

  static URL of(String path, byte[] content) {
    try {
      return URL.of(URI.create("memory:///" + path), new MemoryUrl(content));
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(path + " cannot be an address", e);
    }
  }

  @Override
  protected URLConnection openConnection(URL url) {
    return new URLConnection(url) {
      @Override
      public void connect() {
        // It is here.
      }

      @Override
      public long getContentLengthLong() {
        return content.length;
      }

      @Override
      public InputStream getInputStream() {
        return new ByteArrayInputStream(content);
      }
    };
  }
}
