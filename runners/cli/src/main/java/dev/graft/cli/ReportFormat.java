package dev.graft.cli;

import java.util.Locale;

/** How findings are printed. */
enum ReportFormat {
  /** For people. */
  TEXT,
  /** JSON. */
  JSON;

  /** The name as written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
