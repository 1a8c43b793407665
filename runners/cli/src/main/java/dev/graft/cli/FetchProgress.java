package dev.graft.cli;

import dev.graft.api.runner.RunListener;
import dev.graft.training.download.DownloadListener;
import java.io.PrintWriter;
import java.util.OptionalLong;

/** Shows a download: its messages as lines, and for a person how far it is. */
final class FetchProgress implements DownloadListener {
  private final RunListener bar;
  private final PrintWriter out;

  /**
   * Makes a listener.
   *
   * @param out gets the messages
   */
  FetchProgress(Terminal terminal, PrintWriter out) {
    this.bar = terminal.progressBesideResults();
    this.out = out;
  }

  @Override
  public void message(String line) {
    out.println(TerminalProgress.sentence(line));
  }

  @Override
  public void progress(long bytes, OptionalLong total) {
    if (total.isPresent()) {
      // In kilobytes, rounded up, so that the end is reached only at the end.
      bar.progress("fetching, in KB", (bytes + 999) / 1000, (total.getAsLong() + 999) / 1000);
    }
  }
}
