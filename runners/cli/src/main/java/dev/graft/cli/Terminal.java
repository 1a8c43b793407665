package dev.graft.cli;

import dev.graft.api.runner.RunListener;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntSupplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where the command's words go.
 *
 * @param out results
 * @param err problems, and the progress of commands whose results are data
 * @param interactive whether a person watches, so that a line may be redrawn in place
 * @param width characters of a line, asked anew each time
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, IntSupplier width) {
  private static final int USUAL_WIDTH = 100;

  /** The process's own. */
  static Terminal system() {
    Charset charset = charset();
    boolean interactive = interactive(isTerminal(), System.getenv());
    CommandSpec measure = CommandSpec.create();
    measure.usageMessage().autoWidth(true);
    return new Terminal(
        writer(FileDescriptor.out, charset),
        writer(FileDescriptor.err, charset),
        interactive,
        interactive ? () -> measure.usageMessage().width() : () -> USUAL_WIDTH);
  }

  /**
   * Whether lines may be redrawn: on a terminal that can move its cursor, and not in a build server
   * that pretends to be one.
   */
  static boolean interactive(boolean isTerminal, Map<String, String> environment) {
    String kind = environment.getOrDefault("TERM", "");
    boolean ci = !environment.getOrDefault("CI", "").isEmpty();
    boolean windows = environment.containsKey("WT_SESSION");
    return isTerminal && !ci && !kind.equals("dumb") && (windows || !kind.isEmpty());
  }

  @SuppressWarnings("SystemConsoleNull") // the null of older JDKs; newer ones are asked below
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console even where there is no terminal; it can be asked.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }

  /** The user's own charset; UTF-8 where it is plain ASCII, since class names may be anything. */
  private static Charset charset() {
    String name = System.getProperty("native.encoding", "UTF-8");
    Charset charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
    OutputStream stream = new FileOutputStream(descriptor);
    return new PrintWriter(stream, true, charset);
  }

  /** Shows a run among the results: redrawn in place for a person, as plain lines in a log. */
  RunListener progress() {
    return interactive
        ? new TerminalProgress(out, width, Terminal::seconds)
        : new LogProgress(out, Terminal::seconds);
  }

  /** Shows how far some work is beside results that are data: for a person only. */
  RunListener progressBesideResults() {
    return interactive ? new TerminalProgress(err, width, Terminal::seconds) : new RunListener() {};
  }

  private static double seconds() {
    return System.nanoTime() / 1e9;
  }

  /** Whether nobody reads the results any more, as in {@code graft predict … | head}. */
  boolean isClosed() {
    return out.checkError();
  }
}
