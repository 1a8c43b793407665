package dev.graft.tensorflow;

import dev.graft.api.problem.ProblemException;

/** Loads TensorFlow in a process of its own, and says what came of it. */
final class NativeLibraryProbe {
  /** Exit status where the library is told to be missing. */
  static final int PROBLEM = 3;

  private NativeLibraryProbe() {}

  /** Loads it twice: the second failure of a static initialiser is another error than the first. */
  public static void main(String[] arguments) {
    NativeLibrary library = new NativeLibrary();
    try {
      library.load();
    } catch (ProblemException first) {
      System.out.println(first.getMessage());
    }
    try {
      System.out.println(library.load());
    } catch (ProblemException e) {
      System.out.println(e.getMessage());
      System.exit(PROBLEM);
    }
  }
}
