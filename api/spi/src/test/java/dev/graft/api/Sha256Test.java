package dev.graft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the example values of FIPS 180-4. */
class Sha256Test {
  private static final String OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;

  @Test
  void piecesAreOneContent() {
    byte[] c = {'x', 'c'};

    assertThat(new Sha256().hex()).isEqualTo(OF_NOTHING);
    assertThat(new Sha256().add("a").add(new byte[] {'b'}).add(ByteBuffer.wrap(c, 1, 1)).hex())
        .isEqualTo(OF_ABC);
    assertThat(HexFormat.of().formatHex(Sha256.of("abc".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(OF_ABC);
  }

  @Test
  void aSumThatIsTakenBeginsAnew() {
    Sha256 sum = new Sha256().add("something");
    sum.bytes();

    assertThat(sum.add("abc").hex()).isEqualTo(OF_ABC);
  }

  @Test
  void aFileOfManyChunks() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "a".repeat(1_000_000));

    assertThat(Sha256.of(file))
        .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  }
}
