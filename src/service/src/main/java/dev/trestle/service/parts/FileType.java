package dev.trestle.service.parts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a file is by its first bytes, whatever its name and its sender say. A short table: what is
 * not in it is text if it reads as such, else only bytes, which no browser shows. HTML and SVG are
 * text here, so that nobody's script runs from this address.
 */
public enum FileType {
  PNG("png", "image/png", "89504e470d0a1a0a"),
  JPEG("jpg", "image/jpeg", "ffd8ff"),
  GIF("gif", "image/gif", "474946383961"),
  WEBP("webp", "image/webp", "52494646........57454250"),
  PDF("pdf", "application/pdf", "255044462d"),
  TEXT("txt", "text/plain;charset=utf-8", ""),
  BYTES("bin", "application/octet-stream", "");

  /** How many bytes are looked at. */
  static final int LOOK = 512;

  private final String extension;
  private final String contentType;
  private final String signature;

  FileType(String extension, String contentType, String signature) {
    this.extension = extension;
    this.contentType = contentType;
    this.signature = signature;
  }

  /**
   * The type that bytes have.
   *
   * @param head the first of them
   * @return never empty
   */
  static FileType of(byte[] head) {
    String hex = HexFormat.of().formatHex(head);
    return Arrays.stream(values())
        .filter(type -> !type.signature.isEmpty() && hex.matches(type.signature + ".*"))
        .findFirst()
        .orElse(isText(head) ? TEXT : BYTES);
  }

  static Optional<FileType> ofExtension(String extension) {
    return Arrays.stream(values()).filter(type -> type.extension.equals(extension)).findFirst();
  }

  /** Of a file that goes on, the last character may be cut. */
  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
        return false;
      }
    }
    for (int cut = 0; cut < 4 && cut <= head.length; cut++) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head, 0, head.length - cut));
        return true;
      } catch (CharacterCodingException e) {
        if (head.length < LOOK) {
          return false;
        }
      }
    }
    return false;
  }

  /**
   * What its name ends with.
   *
   * @return without a dot
   */
  public String extension() {
    return extension;
  }

  /**
   * What it is sent as.
   *
   * @return a media type
   */
  public String contentType() {
    return contentType;
  }
}
