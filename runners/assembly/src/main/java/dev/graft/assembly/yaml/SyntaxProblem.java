package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;

/**
 * What the parser says of text that is not YAML, made readable: its own message draws the place
 * with characters, over several lines.
 *
 * @param line from 1
 * @param column from 1
 */
record SyntaxProblem(int line, int column, Problem problem) {
  static SyntaxProblem of(JacksonException e, String text) {
    if (e.getCause() instanceof MarkedYamlEngineException marked
        && marked.getProblemMark().isPresent()) {
      return marked(marked, marked.getProblemMark().get());
    }
    if (e.getCause() instanceof ReaderException reader) {
      return unacceptable(reader, text);
    }
    String message = e.getOriginalMessage();
    int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
    if (message.startsWith("Expected a property name")) {
      return new SyntaxProblem(
          line, column, Problem.of("a key cannot be a list or a mapping").expecting("text"));
    }
    return new SyntaxProblem(line, column, Problem.of("not YAML: " + oneLine(message)));
  }

  private static SyntaxProblem marked(MarkedYamlEngineException e, Mark place) {
    String what = oneLine(e.getProblem());
    Problem problem = Problem.of("not YAML: " + withoutAdvice(what) + context(e, place));
    if (what.contains("\\t")) {
      problem = Problem.of("a tab begins this line").withRemedy("indent with spaces");
    } else if (what.startsWith("mapping values are not allowed here")) {
      problem = problem.withRemedy("put text that holds ': ' in quotes, or mend the indentation");
    } else if (what.contains("cannot start any token")) {
      problem = problem.withRemedy("put the text in quotes");
    }
    return new SyntaxProblem(place.getLine() + 1, place.getColumn() + 1, problem);
  }

  /** The parser's guess, that an odd character was meant to indent, is seldom right. */
  private static String withoutAdvice(String what) {
    return what.replaceFirst("\\.? \\(Do not use .* for indentation\\)", "");
  }

  private static String context(MarkedYamlEngineException e, Mark place) {
    String context = e.getContext();
    if (context == null || e.getContextMark().isEmpty()) {
      return "";
    }
    Mark begin = e.getContextMark().get();
    boolean same = begin.getLine() == place.getLine() && begin.getColumn() == place.getColumn();
    return same
        ? ""
        : " (%s that begins at line %d, column %d)"
            .formatted(oneLine(context), begin.getLine() + 1, begin.getColumn() + 1);
  }

  private static SyntaxProblem unacceptable(ReaderException e, String text) {
    int line = 1;
    int column = 1;
    int end = Math.min(e.getPosition(), text.length());
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
    return new SyntaxProblem(
        line,
        column,
        Problem.of("a control character (U+%04X) cannot be in YAML".formatted(e.getCodePoint()))
            .withRemedy("take it away"));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
