package dev.graft.assembly.components;

import dev.graft.api.problem.Problem;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went wrong in the code of a plugin, in words for who uses it and for who wrote it. Anything
 * may be thrown there.
 */
public final class PluginFailure {
  /** What to do about a bug of a plugin, for who wrote it and for who uses it. */
  public static final String REMEDY =
      "mend it if the plugin is yours; else tell its author this, or take the plugin away";

  private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d+)");

  /** The class file version of Java 1 would be this; each Java has one more. */
  private static final int BEFORE_JAVA_1 = 44;

  private static final int MOST_CAUSES = 20;

  private final String where;
  private final String loader;
  private final Optional<Path> jar;

  /**
   * Makes the words.
   *
   * @param where the plugin's jar or folder; empty if it does not matter
   * @param loader name of the plugin's class loader
   * @param jar the jar with the plugin's own classes, if that is known
   */
  public PluginFailure(String where, String loader, Optional<Path> jar) {
    this.where = where;
    this.loader = loader;
    this.jar = jar;
  }

  /**
   * The problem.
   *
   * @param doing what was asked of the plugin, such as {@code cannot list its components}
   */
  public Problem problem(String doing, Throwable thrown) {
    try {
      return told(doing, thrown);
    } catch (Throwable itself) { // a stranger's exception may fail to tell what happened
      return Problem.at(where, doing + ": " + thrown.getClass().getName()).withRemedy(REMEDY);
    }
  }

  private Problem told(String doing, Throwable thrown) {
    Throwable cause = bare(thrown);
    if (cause instanceof UnsupportedClassVersionError) {
      return otherJava(cause);
    }
    if (cause instanceof NoClassDefFoundError || cause instanceof ClassNotFoundException) {
      return missingClass(doing, cause);
    }
    Problem problem = Problem.at(where, doing + ": " + describe(cause) + place(cause));
    if (cause instanceof SecurityException) {
      return problem.withRemedy("if the jar is signed, it was changed since: fetch it again");
    }
    if (cause instanceof ClassFormatError || cause instanceof VerifyError) {
      return problem.withRemedy("a class in it is damaged: fetch or build it again");
    }
    if (cause instanceof IncompatibleClassChangeError) {
      return problem.withRemedy(
          "it was compiled against another version of what it calls: build it again");
    }
    return problem.withRemedy(REMEDY);
  }

  /** Without what only says that something else was thrown. */
  private static Throwable bare(Throwable thrown) {
    Throwable cause = thrown;
    int depth = 0;
    while (cause.getCause() != null
        && depth++ < MOST_CAUSES
        && (cause instanceof ServiceConfigurationError
            || cause instanceof ExceptionInInitializerError
            || cause instanceof InvocationTargetException
            || isGrafts(cause))) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** What Graft wraps around an exception of a component says less than the exception. */
  private static boolean isGrafts(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    return thrown instanceof IllegalStateException
        && frames.length > 0
        && frames[0].getClassName().startsWith("dev.graft.assembly.");
  }

  private Problem otherJava(Throwable cause) {
    Matcher version = CLASS_FILE.matcher(message(cause));
    if (!version.find()) {
      return Problem.at(where, describe(cause));
    }
    int java = Integer.parseInt(version.group(1)) - BEFORE_JAVA_1;
    return Problem.at(
            where,
            "is compiled for Java %d, and this is Java %d"
                .formatted(java, Runtime.version().feature()))
        .withRemedy(
            "run Graft with Java %d or newer, or use a build of the plugin for this one"
                .formatted(java));
  }

  private Problem missingClass(String doing, Throwable cause) {
    String name = message(cause).replace('/', '.');
    if (!name.matches("[\\p{L}\\p{N}_$.]+")) {
      return Problem.at(where, doing + ": " + describe(cause) + place(cause)).withRemedy(REMEDY);
    }
    Problem problem = Problem.at(where, doing + ": there is no class " + name + place(cause));
    if (name.startsWith("dev.graft.api.")) {
      return problem.withRemedy(
          "it was built for another version of Graft than its manifest says: build it again");
    }
    if (name.startsWith("dev.graft.")) {
      return problem.expecting("only dev.graft.api of Graft").withRemedy("tell its author");
    }
    if (jar.isPresent() && JarPackages.of(jar.get()).wouldHave(name)) {
      return problem.withRemedy(
          "the class is one of the plugin's own, so its jar is incomplete: build it again");
    }
    return problem.withRemedy(
        "put the library that has it beside the plugin, both in a folder of their own");
  }

  /** A throwable in one line, even if its own methods fail. */
  private static String describe(Throwable thrown) {
    if (thrown instanceof StackOverflowError) {
      return "it calls itself without end (StackOverflowError)";
    }
    if (thrown instanceof ServiceConfigurationError) {
      return message(thrown)
          .replaceFirst("^dev\\.graft\\.api\\.plugin\\.Plugin: ", "")
          .replaceFirst(
              "^Provider (\\S+) not found$", "it names $1 as its plugin, and has no such class")
          .replaceFirst("^(?:Provider )?(\\S+) not a subtype$", "$1 is no Plugin of dev.graft.api");
    }
    String message = message(thrown);
    return thrown.getClass().getName() + (message.isEmpty() ? "" : ": " + message);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? "" : message.lines().findFirst().orElse("").strip();
  }

  /** Where in the plugin's own code. */
  private String place(Throwable thrown) {
    Optional<StackTraceElement> frame = Optional.empty();
    for (StackTraceElement element : thrown.getStackTrace()) {
      if (loader.equals(element.getClassLoaderName())) {
        frame = Optional.of(element);
        break;
      }
    }
    return frame
        .map(
            found ->
                " (in %s.%s%s)"
                    .formatted(
                        found.getClassName(),
                        found.getMethodName().equals("<clinit>")
                            ? "static"
                            : found.getMethodName().equals("<init>")
                                ? "constructor"
                                : found.getMethodName(),
                        found.getLineNumber() > 0 ? ", line " + found.getLineNumber() : ""))
        .orElse("");
  }
}
