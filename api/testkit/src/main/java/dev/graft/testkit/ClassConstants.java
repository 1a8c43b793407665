package dev.graft.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a class file says of itself: its version, and the texts of its constant pool, among which
 * are the names of all classes that it knows (Java Virtual Machine Specification, chapter 4.4).
 *
 * @param version the class file's major version; 61 is Java 17
 * @param texts the texts of its constant pool
 */
record ClassConstants(int version, List<String> texts) {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  static ClassConstants read(InputStream file) throws IOException {
    DataInputStream in = new DataInputStream(file);
    if (in.readInt() != 0xCAFEBABE) {
      throw new IOException("not a class file");
    }
    in.readUnsignedShort();
    int version = in.readUnsignedShort();
    int count = in.readUnsignedShort();
    List<String> texts = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      if (tag == UTF8) {
        texts.add(in.readUTF());
      } else {
        in.skipNBytes(size(tag));
        if (tag == LONG || tag == DOUBLE) {
          i++; // these take two places
        }
      }
    }
    return new ClassConstants(version, List.copyOf(texts));
  }

  private static int size(int tag) throws IOException {
    return switch (tag) {
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
      case LONG, DOUBLE -> 8;
      default -> throw new IOException("unknown constant " + tag);
    };
  }

  /** Whether it knows a class of a package, told with slashes. */
  boolean knows(String packageWithSlashes) {
    return texts.stream()
        .anyMatch(
            text ->
                text.startsWith(packageWithSlashes)
                    || text.contains("L" + packageWithSlashes)
                    || text.startsWith("[L" + packageWithSlashes));
  }
}
