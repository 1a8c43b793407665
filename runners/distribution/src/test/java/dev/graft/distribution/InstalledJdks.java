package dev.graft.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs of this machine that Graft may be started with: those beside the one of this test. */
final class InstalledJdks {
  private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

  private InstalledJdks() {}

  /** One of each version, 17 and newer, that of this test among them. */
  static List<Path> homes() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    Map<Integer, Path> homes = new TreeMap<>();
    try (Stream<Path> beside = Files.list(own.getParent())) {
      for (Path home : Stream.concat(beside.sorted(), Stream.of(own)).toList()) {
        Path release = home.resolve("release");
        if (Files.isExecutable(home.resolve("bin/java")) && Files.isReadable(release)) {
          Matcher version = VERSION.matcher(Files.readString(release));
          if (version.find() && Integer.parseInt(version.group(1)) >= 17) {
            homes.put(Integer.valueOf(version.group(1)), home.toRealPath());
          }
        }
      }
    }
    homes.put(Runtime.version().feature(), own);
    return List.copyOf(homes.values());
  }
}
