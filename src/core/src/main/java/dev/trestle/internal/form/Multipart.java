package dev.trestle.internal.form;

import dev.trestle.FormData;
import dev.trestle.HttpError;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content.Chunk;

/** Reads {@code multipart/form-data} with Jetty's parser, which is fed as the bytes come. */
final class Multipart implements MultiPart.Parser.Listener {
  static final int MOST_PARTS = 1000;
  static final int LONGEST_HEADERS = 8192;
  static final int LONGEST_NAME = 1000;
  static final int LONGEST_TEXTS = 1 << 20;

  private final Spool spool;
  private final List<FormData.Entry> entries = new ArrayList<>();
  private final Map<String, String> headers = new HashMap<>();
  private int parts;
  private int texts;
  private HeaderValue disposition;
  private Optional<Content> file = Optional.empty();
  private ByteArrayOutputStream text;
  private boolean complete;
  private RuntimeException failure;

  private Multipart(Spool spool) {
    this.spool = spool;
  }

  static List<FormData.Entry> read(InputStream in, String boundary, Spool spool)
      throws IOException {
    Multipart listener = new Multipart(spool);
    MultiPart.Parser parser = new MultiPart.Parser(boundary, listener);
    parser.setPartHeadersMaxLength(LONGEST_HEADERS);
    parser.setMaxParts(-1);
    Delimited pieces = new Delimited(in, boundary);
    for (ByteBuffer piece = pieces.next(); piece.hasRemaining(); piece = pieces.next()) {
      parser.parse(Chunk.from(piece, false));
      listener.orThrow();
    }
    parser.parse(Chunk.EOF);
    listener.orThrow();
    if (!listener.complete) {
      throw cut();
    }
    return List.copyOf(listener.entries);
  }

  private void orThrow() {
    if (failure != null) {
      throw failure;
    }
  }

  private static HttpError cut() {
    return HttpError.badRequest("The form ends before the last boundary");
  }

  /** Jetty logs what a listener throws and goes on, so it is kept instead. */
  private void attempt(Step step) {
    if (failure != null) {
      return;
    }
    try {
      step.run();
    } catch (IOException e) {
      failure = new UncheckedIOException("An upload cannot be stored", e);
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  @Override
  public void onPartBegin() {
    headers.clear();
    parts++;
    if (parts > MOST_PARTS) {
      attempt(() -> {
        throw HttpError.of(413, "The form has more than " + MOST_PARTS + " parts");
      });
    }
  }

  @Override
  public void onPartHeader(String name, String value) {
    headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
  }

  @Override
  public void onPartHeaders() {
    attempt(() -> {
      disposition = HeaderValue.parse(headers.getOrDefault("content-disposition", ""));
      if (!disposition.value().equals("form-data") || disposition.parameter("name").isEmpty()) {
        throw HttpError.badRequest(
            "Part " + parts + " of the form has no Content-Disposition: form-data with a name");
      }
      if (name().length() > LONGEST_NAME) {
        throw HttpError.badRequest(
            "The name of part " + parts + " is longer than " + LONGEST_NAME + " characters");
      }
      text = new ByteArrayOutputStream();
      file = disposition.fileName().isPresent() ? Optional.of(spool.begin()) : Optional.empty();
    });
  }

  private String name() {
    return disposition.parameter("name").orElseThrow();
  }

  @Override
  public void onPartContent(Chunk chunk) {
    attempt(() -> {
      ByteBuffer buffer = chunk.getByteBuffer();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      if (file.isPresent()) {
        file.get().write(bytes, 0, bytes.length);
        return;
      }
      texts += bytes.length;
      if (texts > LONGEST_TEXTS) {
        throw HttpError.of(
            413, "The texts of the form are together longer than " + LONGEST_TEXTS + " bytes");
      }
      text.writeBytes(bytes);
    });
  }

  @Override
  public void onPartEnd() {
    attempt(() -> {
      String type = headers.getOrDefault("content-type", "text/plain");
      if (file.isPresent()) {
        file.get().end();
        String fileName = disposition.fileName().orElseThrow();
        entries.add(new FormData.File(name(), new SpooledUpload(fileName, type, file.get())));
      } else {
        entries.add(new FormData.Field(name(), text.toString(charset(type))));
      }
    });
  }

  private Charset charset(String type) {
    Optional<String> charset = HeaderValue.parse(type).parameter("charset");
    try {
      return charset.map(Charset::forName).orElse(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw HttpError.of(415, "The charset of the field " + name() + " is not known; send UTF-8");
    }
  }

  @Override
  public void onComplete() {
    complete = true;
  }

  @Override
  public void onFailure(Throwable cause) {
    attempt(() -> {
      throw switch (cause) {
        case EOFException e -> cut();
        case IllegalStateException e ->
            HttpError.badRequest(
                "The headers of part " + parts + " are longer than " + LONGEST_HEADERS + " bytes");
        default -> HttpError.badRequest("The form does not follow the rules of multipart");
      };
    });
  }
}
