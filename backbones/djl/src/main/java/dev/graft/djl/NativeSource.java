package dev.graft.djl;

import java.nio.file.Path;

/**
 * What PyTorch is loaded from.
 *
 * @param version of PyTorch, such as {@code 2.7.1}
 * @param platform such as {@code linux-x86_64}
 * @param flavour what it computes with: {@code cpu}, or CUDA's version, such as {@code cu128}
 * @param origin the jar, or the folder of a libtorch of the user's own
 * @param folder where its files lie when they are loaded: in DJL's cache, or the user's own folder
 * @param own whether it is the user's own, named by {@code PYTORCH_LIBRARY_PATH}
 */
record NativeSource(
    String version, String platform, String flavour, Path origin, Path folder, boolean own) {
  /** Whether it can compute on an NVIDIA GPU. */
  boolean knowsCuda() {
    return flavour.startsWith("cu");
  }
}
