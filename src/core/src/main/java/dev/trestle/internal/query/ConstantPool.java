package dev.trestle.internal.query;

import java.io.DataInputStream;
import java.io.IOException;

/** The names in a class file: JVM specification, 4.4. */
final class ConstantPool {
  private final String[] texts;
  private final int[] names;

  private ConstantPool(int size) {
    texts = new String[size];
    names = new int[size];
  }

  static ConstantPool read(DataInputStream in) throws IOException {
    ConstantPool pool = new ConstantPool(in.readUnsignedShort());
    for (int i = 1; i < pool.texts.length; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> pool.texts[i] = in.readUTF();
        case 3, 4, 17, 18 -> in.skipNBytes(4); // int, float, dynamic
        case 5, 6 -> { // long and double take two places
          in.skipNBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2); // class, string, method type, module, package
        case 9, 10, 11 -> { // a member: its class, its name and type
          in.skipNBytes(2);
          pool.names[i] = in.readUnsignedShort();
        }
        case 12 -> { // name and type
          pool.names[i] = in.readUnsignedShort();
          in.skipNBytes(2);
        }
        case 15 -> in.skipNBytes(3); // method handle
        default -> throw new IOException("Unknown constant " + tag);
      }
    }
    return pool;
  }

  String text(int index) {
    return texts[index];
  }

  /** The name of the field or method that an instruction refers to. */
  String member(int index) {
    return texts[names[names[index]]];
  }
}
