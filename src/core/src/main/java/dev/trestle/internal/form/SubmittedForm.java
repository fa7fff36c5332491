package dev.trestle.internal.form;

import dev.trestle.FormData;
import dev.trestle.HttpError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.http.MultiPart;

/** A form that was read whole, and its temporary files. */
public final class SubmittedForm implements FormData, AutoCloseable {
  private final List<Entry> entries;
  private final Spool spool;

  private SubmittedForm(List<Entry> entries, Spool spool) {
    this.entries = entries;
    this.spool = spool;
  }

  /** A form of texts. */
  public static SubmittedForm urlEncoded(String body) {
    return new SubmittedForm(UrlEncoded.read(body), new Spool(Path.of("")));
  }

  /**
   * A form that may have files. If it is refused, none of them is left.
   *
   * @param contentType as sent, with the boundary
   * @param in the body
   * @param directory of the temporary files
   */
  public static SubmittedForm multipart(String contentType, InputStream in, Path directory) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null || boundary.isEmpty() || boundary.length() > 70) {
      throw HttpError.badRequest(
          "The Content-Type of the form has no boundary of 1 to 70 characters");
    }
    Spool spool = new Spool(directory);
    try {
      return new SubmittedForm(Multipart.read(in, boundary, spool), spool);
    } catch (IOException e) {
      spool.close();
      throw new UncheckedIOException(e);
    } catch (Throwable e) {
      spool.close();
      throw e;
    }
  }

  @Override
  public List<Entry> entries() {
    return entries;
  }

  /** Deletes the files that were not moved; does nothing the second time. */
  @Override
  public void close() {
    spool.close();
  }
}
