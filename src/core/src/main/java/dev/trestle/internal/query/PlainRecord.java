package dev.trestle.internal.query;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;

/**
 * Whether a record does nothing but keep its components: no line of anybody's runs when one is made
 * or read, so that nobody can tell whether one was made. Read from its class file: what the
 * compiler adds to a record is always the same few instructions (JVM specification, chapters 4 and
 * 6).
 */
final class PlainRecord {
  private static final int LOAD_THIS = 0x2a;
  private static final int GET_FIELD = 0xb4;
  private static final int PUT_FIELD = 0xb5;
  private static final int INVOKE_SPECIAL = 0xb7;
  private static final int RETURN = 0xb1;
  private static final int WIDE = 0xc4;

  private final RecordComponent[] components;
  private final String constructor;
  private ConstantPool pool;

  private PlainRecord(Constructor<?> canonical) {
    this.components = canonical.getDeclaringClass().getRecordComponents();
    this.constructor = RowConstructor.descriptor(canonical);
  }

  /**
   * False if there is code, or if that cannot be told.
   *
   * @param canonical the constructor that takes the components
   */
  static boolean isMadeBy(Constructor<?> canonical) {
    Class<?> type = canonical.getDeclaringClass();
    String file = type.getName().substring(type.getPackageName().length()).replaceFirst("^\\.", "");
    try (InputStream in = type.getResourceAsStream(file + ".class")) {
      return in != null && new PlainRecord(canonical).read(new DataInputStream(in));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private boolean read(DataInputStream in) throws IOException {
    in.skipNBytes(8); // magic and version
    pool = ConstantPool.read(in);
    in.skipNBytes(6); // flags, this class, its superclass
    in.skipNBytes(2L * in.readUnsignedShort()); // interfaces
    for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
      in.skipNBytes(6);
      skipAttributes(in);
    }
    int found = 0;
    for (int methods = in.readUnsignedShort(); methods > 0; methods--) {
      in.skipNBytes(2);
      String name = pool.text(in.readUnsignedShort());
      String descriptor = pool.text(in.readUnsignedShort());
      byte[] code = code(in);
      if (name.equals("<init>") && descriptor.equals(constructor)) {
        found++;
        if (!assignsAll(code)) {
          return false;
        }
      }
      for (RecordComponent component : components) {
        if (name.equals(component.getName()) && descriptor.startsWith("()")) {
          found++;
          if (!gives(code, component)) {
            return false;
          }
        }
      }
    }
    return found == components.length + 1;
  }

  /** {@code super(); this.a = a; this.b = b; …}, in the order of the components. */
  private boolean assignsAll(byte[] code) {
    Instructions actual = new Instructions(code);
    if (!actual.next(LOAD_THIS) || !actual.next(INVOKE_SPECIAL)) {
      return false;
    }
    actual.operand();
    int local = 1;
    for (RecordComponent component : components) {
      if (!actual.next(LOAD_THIS)
          || !actual.loads(component.getType(), local)
          || !actual.next(PUT_FIELD)
          || !pool.member(actual.operand()).equals(component.getName())) {
        return false;
      }
      local += component.getType() == long.class || component.getType() == double.class ? 2 : 1;
    }
    return actual.next(RETURN) && actual.atEnd();
  }

  /** {@code return this.a;} */
  private boolean gives(byte[] code, RecordComponent component) {
    Instructions actual = new Instructions(code);
    return actual.next(LOAD_THIS)
        && actual.next(GET_FIELD)
        && pool.member(actual.operand()).equals(component.getName())
        && actual.next(0xac + kind(component.getType()))
        && actual.atEnd();
  }

  /** In the order of the load and return instructions: int, long, float, double, reference. */
  private static int kind(Class<?> type) {
    if (!type.isPrimitive()) {
      return 4;
    }
    return type == long.class ? 1 : type == float.class ? 2 : type == double.class ? 3 : 0;
  }

  /** The instructions of a method; empty for one without. */
  private byte[] code(DataInputStream in) throws IOException {
    byte[] code = new byte[0];
    for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
      String name = pool.text(in.readUnsignedShort());
      byte[] content = in.readNBytes(in.readInt());
      if (name.equals("Code")) {
        DataInputStream body = new DataInputStream(new ByteArrayInputStream(content));
        body.skipNBytes(4); // stack and locals
        code = body.readNBytes(body.readInt());
      }
    }
    return code;
  }

  private static void skipAttributes(DataInputStream in) throws IOException {
    for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
      in.skipNBytes(2);
      in.skipNBytes(in.readInt());
    }
  }

  /** Walks through instructions. */
  private static final class Instructions {
    private final byte[] code;
    private int at;

    Instructions(byte[] code) {
      this.code = code;
    }

    boolean next(int instruction) {
      return at < code.length && (code[at++] & 0xff) == instruction;
    }

    /** Loads a local variable, by the shortest instruction for it. */
    boolean loads(Class<?> type, int local) {
      if (local < 4) {
        return next(0x1a + 4 * kind(type) + local);
      }
      if (local < 256) {
        return next(0x15 + kind(type)) && next(local);
      }
      return next(WIDE) && next(0x15 + kind(type)) && operand() == local;
    }

    int operand() {
      at += 2;
      return at > code.length ? 0 : (code[at - 2] & 0xff) << 8 | code[at - 1] & 0xff;
    }

    boolean atEnd() {
      return at == code.length;
    }
  }
}
