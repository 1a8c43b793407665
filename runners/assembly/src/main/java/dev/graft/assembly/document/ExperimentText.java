package dev.graft.assembly.document;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.yaml.Location;
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

/** The text of an experiment file. */
final class ExperimentText {
  /** Largest experiment file, in bytes: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  private ExperimentText() {}

  /**
   * Reads a file as UTF-8.
   *
   * @throws ProblemException if it is not there, not a file, too large or not UTF-8
   */
  static String read(Path file) {
    String name = file.toString();
    if (!Files.exists(file)) {
      throw new ProblemException(
          Problem.at(name, "no such file")
              .expecting("an experiment file")
              .withRemedy(NearbyFiles.remedy(file)));
    }
    if (Files.isDirectory(file)) {
      throw new ProblemException(
          Problem.at(name, "is a folder")
              .expecting("an experiment file")
              .withRemedy(NearbyFiles.experimentsIn(file)));
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw FileProblem.reading(file, "an experiment file", e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new ProblemException(
          Problem.at(name, "is larger than 1 MiB").expecting("an experiment file"));
    }
    return decode(name, bytes);
  }

  private static String decode(String name, byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    if (result.isError()) {
      String before = out.toString();
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n');
      throw new ProblemException(
          Problem.at(new Location(name, line, column).toString(), "is not UTF-8 text")
              .expecting("an experiment file in UTF-8")
              .withRemedy("save it as UTF-8"));
    }
    return out.toString();
  }
}
