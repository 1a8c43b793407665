package dev.graft.faulty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An experiment file with mistakes. It says itself where they are, in comments below the lines that
 * have them: {@code ^} under the first character, {@code ^^^} under all of what is wrong, {@code
 * <-} for the first column. What cannot say so is in {@code places.txt}. A first line {@code # $
 * --set PATH=VALUE} gives options of the command line.
 *
 * @param name without {@code .yaml}; its kept message is {@code NAME.txt}
 * @param file the file
 * @param options what the command line says besides it
 * @param marked where it must be told that something is wrong, in order
 */
record FaultyFile(String name, Path file, List<String> options, List<Marked> marked) {
  /** The kept files, their messages, and {@code parts/} that they include. */
  static final Path FOLDER = Path.of("src/test/resources/faulty");

  private static final Pattern MARK = Pattern.compile("^# *(\\^+|<-)|(\\^+)");
  private static final Pattern OPTION = Pattern.compile("# \\$ --set (.*)");

  /**
   * A place that is marked.
   *
   * @param place {@code FILE:LINE:COLUMN}, or an option
   * @param width characters that are wrong; empty if only the first is marked
   */
  record Marked(String place, Optional<Integer> width) {}

  /** All kept files, by name. */
  static List<FaultyFile> all() throws IOException {
    List<String> table =
        Files.readAllLines(FOLDER.resolve("places.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(file -> read(file, table))
          .toList();
    }
  }

  private static FaultyFile read(Path file, List<String> table) {
    String fileName = file.getFileName().toString();
    List<Marked> marked = new ArrayList<>();
    for (String line : table) {
      if (line.startsWith(fileName + " ")) {
        marked.addAll(places(fileName, line.substring(fileName.length() + 1)));
      }
    }
    List<String> lines = lines(file);
    List<Marked> inFile = marks(fileName, lines);
    if (marked.isEmpty() == inFile.isEmpty()) {
      throw new IllegalStateException(
          fileName + " must have marks, or a line in places.txt; one of them");
    }
    marked.addAll(inFile);
    Matcher option = OPTION.matcher(lines.isEmpty() ? "" : lines.get(0));
    List<String> options = option.matches() ? List.of("--set", option.group(1)) : List.of();
    return new FaultyFile(fileName.replace(".yaml", ""), file, options, marked);
  }

  private static List<String> lines(Path file) {
    try {
      // Each byte a character: no mark stands behind what is not ASCII in a file of another
      // charset.
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.lines().toList();
    } catch (IOException otherCharset) {
      return List.of();
    }
  }

  private static List<Marked> places(String file, String places) {
    if (places.startsWith("--")) {
      return List.of(new Marked(places, Optional.empty()));
    }
    return Arrays.stream(places.split(" "))
        .map(place -> place.matches("\\d+:\\d+") ? file + ":" + place : place)
        .map(place -> new Marked(place, Optional.empty()))
        .toList();
  }

  private static List<Marked> marks(String file, List<String> lines) {
    List<Marked> marks = new ArrayList<>();
    int above = 0;
    for (int line = 1; line <= lines.size(); line++) {
      String text = lines.get(line - 1);
      if (!text.matches("#[ ^<-]*[\\^-][ ^]*")) {
        above = line;
        continue;
      }
      Matcher mark = MARK.matcher(text);
      while (mark.find()) {
        boolean first = text.substring(mark.start()).endsWith("<-");
        int column = first ? 1 : text.indexOf('^', mark.start()) + 1;
        int width = mark.end() - column + 1;
        marks.add(
            new Marked(
                file + ":" + above + ":" + column,
                first || width == 1 ? Optional.empty() : Optional.of(width)));
      }
    }
    return marks;
  }

  @Override
  public String toString() {
    return name;
  }
}
