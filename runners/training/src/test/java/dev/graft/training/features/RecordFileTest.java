package dev.graft.training.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFileTest {
  private static final int PAYLOAD = 52;
  private static final RecordFormat FORMAT =
      new RecordFormat(Digest.of("these records"), PAYLOAD, "{\"a\": \"description\"}");

  @TempDir private Path folder;

  private Path path() {
    return folder.resolve("file.records");
  }

  private RecordFile created() throws IOException {
    Files.write(path(), FORMAT.header());
    return RecordFile.open(path(), FORMAT).orElseThrow();
  }

  private static Digest key(int number) {
    return Digest.of("key " + number);
  }

  /** What is right under a key, whoever writes it. */
  private static byte[] payload(int number) {
    byte[] bytes = new byte[PAYLOAD];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  private static void append(RecordFile file, int from, int to) throws IOException {
    List<Digest> keys = new ArrayList<>();
    List<ByteBuffer> payloads = new ArrayList<>();
    for (int i = from; i < to; i++) {
      keys.add(key(i));
      payloads.add(ByteBuffer.wrap(payload(i)));
    }
    file.append(keys, payloads);
  }

  /** How many of the first records are there; those must be right. */
  private static int sound(RecordFile file, int count) throws IOException {
    int sound = 0;
    for (int i = 0; i < count; i++) {
      Optional<ByteBuffer> found = file.find(key(i));
      if (found.isPresent()) {
        byte[] bytes = new byte[PAYLOAD];
        found.get().get(bytes);
        assertThat(bytes).as("record %d", i).isEqualTo(payload(i));
        sound++;
      }
    }
    return sound;
  }

  @Test
  void keepsRecordsFromOneOpeningToTheNext() throws IOException {
    try (RecordFile file = created()) {
      append(file, 0, 3);
      append(file, 3, 40);
      assertThat(sound(file, 50)).isEqualTo(40);
    }
    try (RecordFile file = RecordFile.open(path(), FORMAT).orElseThrow()) {
      assertThat(sound(file, 50)).isEqualTo(40);
      append(file, 30, 50);
      assertThat(sound(file, 50)).isEqualTo(50);
    }
    assertThat(Files.size(path()))
        .as("what is there is not added again")
        .isEqualTo(FORMAT.recordsFrom() + 50L * FORMAT.recordBytes());
  }

  @Test
  void twoMayAppendInTurn() throws IOException {
    try (RecordFile one = created();
        RecordFile other = RecordFile.open(path(), FORMAT).orElseThrow()) {
      append(one, 0, 10);
      append(other, 5, 20);
      append(one, 18, 25);

      assertThat(sound(one, 30)).isEqualTo(25);
      assertThat(sound(other, 30)).isEqualTo(20);
      other.refresh();
      assertThat(sound(other, 30)).isEqualTo(25);
    }
  }

  @Test
  void anotherFileIsNotBelieved() throws IOException {
    created().close();
    byte[] header = FORMAT.header();
    List<RecordFormat> others =
        List.of(
            new RecordFormat(Digest.of("other records"), PAYLOAD, FORMAT.description()),
            new RecordFormat(FORMAT.key(), PAYLOAD + 4, FORMAT.description()));

    for (RecordFormat other : others) {
      assertThat(RecordFile.open(path(), other)).isEmpty();
    }
    assertThat(RecordFile.open(path(), new RecordFormat(FORMAT.key(), PAYLOAD, "{}")).orElseThrow())
        .satisfies(RecordFile::close);
    for (int length : new int[] {0, 5, 20, 60}) {
      Files.write(path(), Arrays.copyOf(header, length));
      assertThat(RecordFile.open(path(), FORMAT)).as("%d bytes", length).isEmpty();
    }
    for (int at = 0; at < 24; at++) {
      byte[] changed = header.clone();
      changed[at] ^= 4;
      Files.write(path(), changed);
      assertThat(RecordFile.open(path(), FORMAT)).as("byte %d", at).isEmpty();
    }
    Files.writeString(path(), "a text that somebody has put here. ".repeat(400));
    assertThat(RecordFile.open(path(), FORMAT)).isEmpty();
  }

  @Test
  void changedBytesMakeAMissAndNeverAnotherValue() throws IOException {
    int count = 60;
    try (RecordFile file = created()) {
      append(file, 0, count);
    }
    byte[] whole = Files.readAllBytes(path());
    Random random = new Random(1);
    int missed = 0;
    for (int round = 0; round < 300; round++) {
      byte[] changed = whole.clone();
      int places = 1 + random.nextInt(4);
      for (int i = 0; i < places; i++) {
        int at = FORMAT.recordsFrom() + random.nextInt(whole.length - FORMAT.recordsFrom());
        if (random.nextBoolean()) {
          changed[at] ^= (byte) (1 << random.nextInt(8));
        } else {
          int end = Math.min(whole.length, at + 1 + random.nextInt(5000));
          Arrays.fill(changed, at, end, (byte) random.nextInt(256));
        }
      }
      Files.write(path(), changed);
      try (RecordFile file = RecordFile.open(path(), FORMAT).orElseThrow()) {
        missed += count - sound(file, count);
        append(file, 0, count);
        assertThat(sound(file, count)).as("what is missing can be written again").isEqualTo(count);
      }
    }
    assertThat(missed).isGreaterThan(300);
  }

  @Test
  void aFileCutShortKeepsWhatIsWhole() throws IOException {
    int count = 20;
    try (RecordFile file = created()) {
      append(file, 0, count);
    }
    byte[] whole = Files.readAllBytes(path());
    Random random = new Random(2);
    for (int round = 0; round < 100; round++) {
      int records = whole.length - FORMAT.recordsFrom();
      int left = random.nextInt(records);
      Files.write(path(), Arrays.copyOf(whole, FORMAT.recordsFrom() + left));
      try (RecordFile file = RecordFile.open(path(), FORMAT).orElseThrow()) {
        assertThat(sound(file, count)).isEqualTo(left / FORMAT.recordBytes());
        append(file, 0, count);
        assertThat(sound(file, count)).isEqualTo(count);
      }
    }
  }
}
