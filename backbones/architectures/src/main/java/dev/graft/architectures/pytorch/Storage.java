package dev.graft.architectures.pytorch;

/**
 * Elements that lie in a file, of which tensors are views.
 *
 * @param type what elements
 * @param key their name in the file
 * @param length how many, less than 2^31
 */
record Storage(StorageType type, String key, long length) {
  /** Number of their bytes. */
  long bytes() {
    return length * type.size();
  }
}
