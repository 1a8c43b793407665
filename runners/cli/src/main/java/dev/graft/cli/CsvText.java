package dev.graft.cli;

/** Fields of comma-separated values (RFC 4180). */
final class CsvText {
  private CsvText() {}

  /** A field, in quotes if it needs them. */
  static String field(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
