package dev.graft.api.diagnosis;

import dev.graft.api.Evolving;
import java.nio.file.Path;
import java.util.List;

/**
 * An engine's native library.
 *
 * @param platform the machine it is for, in the words of the packages, such as {@code linux-x86_64}
 * @param flavour what it computes with, such as {@code cpu}, {@code gpu}, {@code cu128}
 * @param origin the jar it comes in, or the folder if it comes in none
 * @param files the files that are loaded; empty if they are not unpacked
 * @since 0.1
 */
@Evolving
public record NativeFiles(String platform, String flavour, Path origin, List<Path> files) {
  /** Copies the list. */
  public NativeFiles {
    files = List.copyOf(files);
  }
}
