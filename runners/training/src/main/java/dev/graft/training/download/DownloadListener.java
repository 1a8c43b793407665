package dev.graft.training.download;

import java.util.OptionalLong;

/** Is told how a download goes on, in the thread that downloads. */
public interface DownloadListener {
  /** Something worth a line: that it begins, where from, that it goes on after a break. */
  void message(String line);

  /**
   * Some more has come.
   *
   * @param bytes how much there is so far
   * @param total how much it will be, if the server says so
   */
  void progress(long bytes, OptionalLong total);

  /** Nobody listens. */
  static DownloadListener none() {
    return new DownloadListener() {
      @Override
      public void message(String line) {
        // Nobody listens.
      }

      @Override
      public void progress(long bytes, OptionalLong total) {
        // Nobody listens.
      }
    };
  }
}
