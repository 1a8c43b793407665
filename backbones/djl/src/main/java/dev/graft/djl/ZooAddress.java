package dev.graft.djl;

import java.util.List;
import java.util.Optional;

/**
 * An address of DJL's: {@code djl://GROUP/ARTIFACT[/VERSION[/NAME]]}.
 *
 * @param group who publishes it: {@code ai.djl.pytorch}
 * @param artifact the kind of network: {@code resnet}
 * @param version its version; the newest if empty
 * @param name name of one of its models; the first if empty
 */
record ZooAddress(String group, String artifact, Optional<String> version, Optional<String> name) {
  private static final String SCHEME = "djl://";

  /**
   * Takes an address to pieces.
   *
   * @throws IllegalArgumentException if it is none
   */
  static ZooAddress parse(String url) {
    List<String> parts =
        url.startsWith(SCHEME) ? List.of(url.substring(SCHEME.length()).split("/", -1)) : List.of();
    boolean right =
        parts.size() >= 2
            && parts.size() <= 4
            && parts.stream().allMatch(part -> part.matches("[A-Za-z0-9_.-]+") && !isDots(part));
    if (!right) {
      throw new IllegalArgumentException(
          "url is djl://GROUP/ARTIFACT, then /VERSION and /NAME if wanted, found '" + url + "'");
    }
    return new ZooAddress(
        parts.get(0),
        parts.get(1),
        parts.stream().skip(2).findFirst(),
        parts.stream().skip(3).findFirst());
  }

  private static boolean isDots(String part) {
    return part.equals(".") || part.equals("..");
  }

  @Override
  public String toString() {
    return SCHEME
        + group
        + "/"
        + artifact
        + version.map(text -> "/" + text).orElse("")
        + name.map(text -> "/" + text).orElse("");
  }
}
