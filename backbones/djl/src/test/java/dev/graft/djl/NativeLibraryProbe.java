package dev.graft.djl;

import ai.djl.engine.Engine;
import dev.graft.api.problem.ProblemException;

/** Loads PyTorch in a process of its own, and says what came of it. */
final class NativeLibraryProbe {
  /** Exit status where the library is told to be missing. */
  static final int PROBLEM = 3;

  private NativeLibraryProbe() {}

  /** Does what the argument says. */
  public static void main(String[] arguments) {
    NetworkTrap.install();
    try {
      switch (arguments[0]) {
        case "load" -> System.out.println(new NativeLibrary().load());
        case "load-under-another-class-loader" -> {
          ClassLoader other = ClassLoader.getPlatformClassLoader();
          Thread.currentThread().setContextClassLoader(other);
          System.out.println(new NativeLibrary().load());
          System.out.println(Thread.currentThread().getContextClassLoader() == other);
        }
        case "twice" -> {
          try {
            new NativeLibrary().load();
          } catch (ProblemException first) {
            System.out.println(first.getMessage());
          }
          new NativeLibrary().load();
        }
        case "djl-alone" -> System.out.println(Engine.getEngine("PyTorch").getVersion());
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    } catch (ProblemException e) {
      System.out.println(e.getMessage());
      System.exit(PROBLEM);
    }
  }
}
