package dev.graft.architectures.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;

/** The eight bytes by which an HDF5 file is known (HDF5 file format specification, II.A). */
final class Hdf5Signature {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private Hdf5Signature() {}

  /**
   * Where the signature is: at 0, or after a user block at 512, 1024, 2048, …; empty if it is
   * nowhere or the file cannot be read.
   */
  static OptionalLong in(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      for (long at = 0; at + SIGNATURE.length <= size; at = at == 0 ? 512 : at * 2) {
        ByteBuffer found = ByteBuffer.allocate(SIGNATURE.length);
        channel.read(found, at);
        if (Arrays.equals(found.array(), SIGNATURE)) {
          return OptionalLong.of(at);
        }
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
