package dev.graft.training.download;

import java.time.Duration;

/**
 * How patiently a file is fetched.
 *
 * @param connecting how long a server may take to answer
 * @param stalled how long a server may send nothing
 * @param attempts how many times in a row nothing may come before it is given up, at least 1
 * @param pause time before the second attempt; twice as long before each further one
 * @param mostBytes what no file may be larger than
 */
public record DownloadSettings(
    Duration connecting, Duration stalled, int attempts, Duration pause, long mostBytes) {
  /** For files of up to 4 GiB from servers in the world. */
  public static DownloadSettings usual() {
    return new DownloadSettings(
        Duration.ofSeconds(30), Duration.ofSeconds(30), 4, Duration.ofSeconds(1), 4L << 30);
  }
}
