package dev.graft.assembly.document;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The text of an experiment file, or of one that it includes. */
final class ExperimentText {
  /** Largest experiment file, in bytes: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  private static final String EXPECTED = "an experiment file";

  private ExperimentText() {}

  /**
   * Reads a file as UTF-8.
   *
   * @param problems is told if it is not there, not a file, too large or not UTF-8
   */
  static Optional<String> read(Path file, Problems problems) {
    String name = file.toString();
    problems.reads(name);
    if (!Files.exists(file)) {
      return wrong(name, Problem.of("no such file").withRemedy(NearbyFiles.remedy(file)), problems);
    }
    if (Files.isDirectory(file)) {
      return wrong(
          name, Problem.of("is a folder").withRemedy(NearbyFiles.experimentsIn(file)), problems);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      FileProblem.reading(file, EXPECTED, e).problems().stream()
          .map(problem -> problem.withWhere(""))
          .forEach(problem -> problems.add(Location.file(name), "", problem));
      return Optional.empty();
    }
    return bytes.length > MAX_BYTES
        ? wrong(name, Problem.of("is larger than 1 MiB"), problems)
        : decode(name, bytes, problems);
  }

  private static Optional<String> wrong(String name, Problem problem, Problems problems) {
    problems.add(Location.file(name), "", problem.expecting(EXPECTED));
    return Optional.empty();
  }

  private static Optional<String> decode(String name, byte[] bytes, Problems problems) {
    if (isUtf16(bytes)) {
      problems.add(
          Location.start(name),
          "",
          Problem.of("is UTF-16 text")
              .expecting(EXPECTED + " in UTF-8")
              .withRemedy("save it as UTF-8"));
      return Optional.empty();
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), out, true);
    out.flip();
    if (result.isError()) {
      problems.add(
          Location.behind(name, out.toString().replace("\uFEFF", "")),
          "",
          Problem.of("is not UTF-8 text")
              .expecting(EXPECTED + " in UTF-8")
              .withRemedy("save it as UTF-8"));
      return Optional.empty();
    }
    return Optional.of(out.toString());
  }

  /**
   * Windows' editors save so; a byte order mark, or ASCII characters of two bytes each, show it.
   */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    boolean mark = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
    boolean halves = (first == 0) != (second == 0) && bytes.length % 2 == 0;
    return mark || halves;
  }
}
