package dev.graft.cli;

/** What the command tells the shell. */
final class ExitCode {
  /** All is well. */
  static final int FINE = 0;

  /** A bug in Graft, or in a plugin. */
  static final int BUG = 1;

  /** A problem in what the user gave: options, files, pictures. */
  static final int PROBLEM = 2;

  private ExitCode() {}
}
