package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * What the parser says of text that is not YAML, made readable. The parser tells where it could not
 * go on; the user is told where the mistake is, which may be lines before: a bracket that is never
 * closed, a line without its colon.
 *
 * @param line from 1
 * @param column from 1, in code points
 */
record SyntaxProblem(int line, int column, Problem problem) {
  private static final String TAB = "\\t(TAB)";
  private static final Pattern BIG_ESCAPE = Pattern.compile("\\\\U[0-9a-fA-F]{8}");
  private static final Pattern CONFLICT = Pattern.compile("(<{7}|={7}|>{7}|\\|{7})( .*)?");
  private static final Pattern COLON_ALONE = Pattern.compile("[\\w-]+(:)[^\\s:/\\\\].*");
  private static final Pattern SETTING = Pattern.compile("(- +)*[^#'\"\\[{&*!|>%@`].*:(\\s.*)?");

  static SyntaxProblem of(RuntimeException e, String text) {
    TextLines lines = new TextLines(text);
    Optional<SyntaxProblem> conflict = mergeConflict(lines);
    if (conflict.isPresent()) {
      return conflict.get();
    }
    if (e instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
      return new Told(marked, lines).problem();
    }
    int control = firstControl(text);
    if (control >= 0) {
      return lines.at(
          control,
          Problem.of(
                  "a control character (U+%04X) cannot be in YAML"
                      .formatted(text.codePointAt(control)))
              .withRemedy("take it away"));
    }
    if (e instanceof YamlVersionException) {
      return lines.at(
          Math.max(0, text.indexOf("%YAML")),
          Problem.of("says that it is of another version of YAML")
              .expecting("YAML 1.2")
              .withRemedy("take the line '%YAML' away"));
    }
    Matcher escape = BIG_ESCAPE.matcher(text);
    while (escape.find()) {
      if (Long.parseLong(escape.group().substring(2), 16) > Character.MAX_CODE_POINT) {
        return lines.at(
            escape.start(),
            Problem.of("there is no character " + escape.group())
                .expecting("at most \\U0010FFFF")
                .withRemedy("write '\\\\' for a backslash in double quotes"));
      }
    }
    return new SyntaxProblem(
        1, 1, Problem.of("not YAML: " + oneLine(String.valueOf(e.getMessage()))));
  }

  private static int firstControl(String text) {
    int at = 0;
    while (at < text.length() && StreamReader.isPrintable(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at < text.length() ? at : -1;
  }

  private static Optional<SyntaxProblem> mergeConflict(TextLines lines) {
    for (int line = 1; line <= lines.count(); line++) {
      if (CONFLICT.matcher(lines.line(line)).matches() && lines.line(line).startsWith("<<<<<<<")) {
        return Optional.of(
            new SyntaxProblem(
                line,
                1,
                Problem.of("a merge conflict was left here")
                    .withRemedy(
                        "choose one side, and take the lines <<<<<<<, ======= and >>>>>>> away")));
      }
    }
    return Optional.empty();
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** An exception of the parser that has places. */
  private static final class Told {
    private final String what;
    private final String context;
    private final int line;
    private final int column;
    private final Optional<Mark> begin;
    private final TextLines lines;

    Told(MarkedYamlEngineException e, TextLines lines) {
      Mark place = e.getProblemMark().orElseThrow();
      this.what = String.valueOf(e.getProblem());
      this.context = e.getContext() == null ? "" : oneLine(e.getContext());
      this.line = place.getLine() + 1;
      this.column = place.getColumn() + 1;
      this.begin = e.getContextMark();
      this.lines = lines;
    }

    SyntaxProblem problem() {
      if (what.contains(TAB)) {
        return tab();
      }
      if (what.startsWith("mapping values are not allowed here")) {
        return colon();
      }
      if (what.startsWith("could not find expected ':'")) {
        return noColon(begin.orElseThrow().getLine() + 1, begin.orElseThrow().getColumn() + 1);
      }
      if (what.startsWith("expected ',' or")) {
        return unclosed();
      }
      if (context.contains("quoted scalar") && what.contains("end of stream")) {
        return atBegin(
            Problem.of("this quote is never closed").withRemedy("close it, or take it away"));
      }
      if (what.contains("unknown escape character")) {
        return here(
            Problem.of("'\\%s' is no escape in double quotes".formatted(character(column)))
                .withRemedy("put the text in single quotes, where '\\' is just a backslash"));
      }
      if (what.contains("cannot start any token")) {
        return here(
            Problem.of("text cannot begin with '%s'".formatted(character(column)))
                .withRemedy("put it in quotes"));
      }
      if (context.contains("an alias")
          || context.contains("an anchor")
          || context.contains("a tag")) {
        return atBegin(
            Problem.of("text cannot begin with '%s'".formatted(beginCharacter()))
                .withRemedy("put it in quotes"));
      }
      if (what.contains("sequence entries are not allowed here")) {
        return here(
            Problem.of("a list cannot begin behind a key on its line")
                .withRemedy("begin it on the next line, or write [a, b]"));
      }
      if (what.startsWith("expected '<document start>'")) {
        return here(
            Problem.of("stands behind the end of the list, mapping or text that the file is")
                .expecting("lines KEY: VALUE"));
      }
      if (what.startsWith("expected <block end>, but found")) {
        return outOfPlace();
      }
      if (what.startsWith("expected the node content, but found")) {
        return here(
            Problem.of("'%s' stands where a value should".formatted(character(column)))
                .withRemedy("take it away, or put it in quotes"));
      }
      if (context.contains("block scalar")) {
        return here(
            Problem.of("the text of '|' or '>' begins on the next line")
                .withRemedy("put text that begins with '|' or '>' in quotes"));
      }
      return here(
          Problem.of("not YAML: " + oneLine(what) + (context.isEmpty() ? "" : " " + context)));
    }

    private SyntaxProblem tab() {
      boolean begins = lines.line(line).substring(0, lines.offset(line, column)).isBlank();
      return here(
          begins
              ? Problem.of("a tab begins this line").withRemedy("indent with spaces")
              : Problem.of("a tab separates these words").withRemedy("write spaces"));
    }

    /** A colon where none can be: the line it is on, or the one before, is not what it seems. */
    private SyntaxProblem colon() {
      String text = lines.line(line);
      int indent = indent(text);
      int before = line - 1;
      while (before > 0
          && (lines.line(before).isBlank() || lines.line(before).strip().startsWith("#"))) {
        before--;
      }
      if (before > 0 && text.indexOf(':') == lines.offset(line, column)) {
        String above = lines.line(before);
        if (indent(above) == indent && !SETTING.matcher(above.strip()).matches()) {
          return noColon(before, indent + 1);
        }
        if (indent > indent(above) && above.contains(": ")) {
          return new SyntaxProblem(
              line,
              indent + 1,
              Problem.of("is indented deeper than the setting above, which has a value already")
                  .withRemedy("indent both alike"));
        }
      }
      return here(
          Problem.of("a second ': ' in one setting")
              .withRemedy("put text that holds ': ' in quotes, or begin a new line"));
    }

    private SyntaxProblem noColon(int at, int from) {
      String text = lines.line(at).substring(lines.offset(at, from));
      Matcher colon = COLON_ALONE.matcher(text);
      if (colon.matches()) {
        return new SyntaxProblem(
            at,
            from + colon.start(1),
            Problem.of("behind ':' a blank is missing")
                .withRemedy("write '%s: …'".formatted(text.substring(0, colon.start(1)))));
      }
      return new SyntaxProblem(
          at,
          from,
          Problem.of("'%s' is no setting".formatted(YamlScalar.shown(text.strip())))
              .expecting("KEY: VALUE"));
    }

    private SyntaxProblem unclosed() {
      boolean list = what.contains("']'");
      Mark open = begin.orElseThrow();
      String bracket = list ? "[" : "{";
      String closing = list ? "']'" : "'}'";
      if (open.getLine() + 1 < line || what.contains("<stream end>")) {
        return atBegin(
            Problem.of("'%s' is never closed".formatted(bracket))
                .withRemedy("write %s where it ends".formatted(closing)));
      }
      return here(
          Problem.of(
                  "found '%s' in the %s that begins at column %d"
                      .formatted(
                          character(column), list ? "list" : "mapping", open.getColumn() + 1))
              .expecting("',' or " + closing));
    }

    private SyntaxProblem outOfPlace() {
      String text = lines.line(line);
      if (indent(text) + 1 == column) {
        boolean item = text.strip().startsWith("-");
        Problem problem =
            Problem.of(
                item
                    ? "a list's item stands where a setting should"
                    : "this line's indentation is none of those above");
        return here(problem.withRemedy("indent it like what it belongs to"));
      }
      String rest = YamlScalar.shown(text.substring(lines.offset(line, column)).strip());
      return here(
          Problem.of("'%s' stands behind a value that has ended".formatted(rest))
              .withRemedy("take it away, or put the whole value in quotes"));
    }

    private SyntaxProblem here(Problem problem) {
      return new SyntaxProblem(line, column, problem);
    }

    private SyntaxProblem atBegin(Problem problem) {
      return begin
          .map(mark -> new SyntaxProblem(mark.getLine() + 1, mark.getColumn() + 1, problem))
          .orElseGet(() -> here(problem));
    }

    private String beginCharacter() {
      Mark mark = begin.orElseThrow();
      return lines.character(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private String character(int at) {
      return lines.character(line, at);
    }

    private static int indent(String text) {
      return text.length() - text.stripLeading().length();
    }
  }
}
