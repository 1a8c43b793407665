package dev.graft.faulty;

import dev.graft.faulty.FaultyFile.Marked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Faulty files that are too large, or too dull, to be kept; their messages are kept. */
final class WrittenFaults {
  private final Path folder;
  private final List<FaultyFile> written = new ArrayList<>();

  private WrittenFaults(Path folder) {
    this.folder = folder;
  }

  static List<FaultyFile> in(Path folder) throws IOException {
    WrittenFaults faults = new WrittenFaults(folder);
    faults.add("w01-ten-megabytes-in-one-value", "name: '" + "x".repeat(10 << 20) + "'\n", "");
    faults.add("w02-ten-megabytes-of-comments", "# nothing\n".repeat(1 << 20), "");
    faults.add("w03-long-value", "seed: 1\nname: " + "x".repeat(70_000) + "\n", ":2:7");
    faults.add("w04-long-key", "seed: 1\n'" + "k".repeat(70_000) + "': 1\n", ":2:1");
    faults.add("w05-long-key-without-quotes", "k".repeat(70_000) + ": 1\n", ":1:1");
    faults.add("w06-deep-in-brackets", "data: " + "[".repeat(500_000) + "\n", ":1:56");
    faults.add("w07-deep-in-braces", "{a: ".repeat(100_000) + "\n", ":1:201");
    String lines =
        IntStream.range(0, 60).mapToObj(i -> " ".repeat(i) + "k:\n").collect(Collectors.joining());
    faults.add("w08-deep-in-lines", lines + " ".repeat(60) + "k: 1\n", ":51:51");
    faults.add("w09-deep-in-list-marks", "- ".repeat(10_000) + "x\n", ":1:101");
    faults.add("w10-very-long-mapping-key-chain", "? ".repeat(10_000) + "x\n", ":1:3");
    faults.add("w11-one-line-of-commas", "data: [" + ",".repeat(100_000) + "\n", ":1:8");
    String keys =
        IntStream.rangeClosed(1, 150)
            .mapToObj(i -> "k" + i + ": 1\n")
            .collect(Collectors.joining());
    List<String> first = new ArrayList<>();
    // The four sections that are missing are told at the beginning, too.
    first.addAll(List.of(":1:1", ":1:1", ":1:1", ":1:1"));
    IntStream.rangeClosed(1, 96).forEach(line -> first.add(":" + line + ":1"));
    first.add("");
    faults.add("w12-very-many-mistakes", keys, first.toArray(String[]::new));
    faults.add(
        "w13-many-anchors",
        IntStream.rangeClosed(1, 3)
            .mapToObj(i -> "k%d: &a%d [%s]\n".formatted(i, i, "*a" + i + ", ".repeat(1)))
            .collect(Collectors.joining()),
        ":1:5",
        ":2:5",
        ":3:5");
    return List.copyOf(faults.written);
  }

  private void add(String name, String text, String... places) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), text);
    List<Marked> marked = new ArrayList<>();
    for (String place : places) {
      marked.add(new Marked(name + ".yaml" + place, Optional.empty()));
    }
    written.add(new FaultyFile(name, file, List.of(), marked));
  }
}
