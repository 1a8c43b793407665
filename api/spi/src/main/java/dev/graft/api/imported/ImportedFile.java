package dev.graft.api.imported;

import dev.graft.api.Evolving;
import dev.graft.api.plugin.Setting;
import java.util.List;

/**
 * A file of an imported network.
 *
 * @param name its path below the network's folder, with {@code /} between its parts
 * @param bytes its length
 * @param sha256 SHA-256 of its content, as 64 hexadecimal digits
 * @since 0.1
 */
@Evolving
public record ImportedFile(
    @Setting(value = "Its path below the network's folder.", example = "variables/variables.index")
        String name,
    @Setting(value = "Its length.", min = 0, example = "1024") long bytes,
    @Setting(
            value = "SHA-256 of its content, in hexadecimal digits.",
            example = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        String sha256) {
  /** Checks that the name leads nowhere else and that the hash is one. */
  public ImportedFile {
    List<String> parts = List.of(name.split("/", -1));
    if (parts.stream().anyMatch(ImportedFile::leadsElsewhere)) {
      throw new IllegalArgumentException(
          "a file of an imported network lies in its folder, found '" + name + "'");
    }
    if (bytes < 0) {
      throw new IllegalArgumentException("a length is not negative, found " + bytes);
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("SHA-256 is 64 hexadecimal digits, found " + sha256);
    }
  }

  private static boolean leadsElsewhere(String part) {
    return part.isBlank()
        || part.equals(".")
        || part.equals("..")
        || part.chars().anyMatch(c -> c < ' ' || c == '\\' || c == ':');
  }
}
