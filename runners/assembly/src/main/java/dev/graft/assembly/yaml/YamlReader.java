package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML 1.2 into located nodes. One document; no tags, anchors, aliases and merge keys; no key
 * twice; bounded nesting and scalars.
 */
public final class YamlReader {
  /** Deepest nesting of mappings and lists. */
  public static final int MAX_DEPTH = 50;

  /** Longest key or value, in characters. */
  public static final int MAX_SCALAR = 65_536;

  private static final YAMLFactory FACTORY = new YAMLFactory();

  private final String source;
  private final boolean option;
  private final Problems problems;

  private YamlReader(String source, boolean option, Problems problems) {
    this.source = source;
    this.option = option;
    this.problems = problems;
  }

  /**
   * Reads a file's text.
   *
   * @param file what to call the file
   * @param text its content
   * @param problems gets what is wrong
   * @return the document, or empty if it has none or cannot be read further; a document may be
   *     returned although there are problems
   */
  public static Optional<YamlNode> read(String file, String text, Problems problems) {
    problems.reads(file);
    return new YamlReader(file, false, problems).read(text);
  }

  /**
   * Reads the value of an option, such as {@code [2, 2]}.
   *
   * @param option what to call the option
   */
  public static Optional<YamlNode> readOption(String option, String text, Problems problems) {
    return new YamlReader(option, true, problems).read(text);
  }

  private Optional<YamlNode> read(String text) {
    try (YAMLParser parser =
        (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), withoutMark(text))) {
      if (parser.nextToken() == null) {
        return Optional.empty();
      }
      YamlNode node = node(parser, 1);
      if (parser.nextToken() != null) {
        problem(
            location(parser),
            "begins a second document",
            "one document",
            "take the line '---' and what follows away");
      }
      return Optional.of(node);
    } catch (StopReading stop) {
      return Optional.empty();
    } catch (JacksonException e) {
      SyntaxProblem problem = SyntaxProblem.of(e, text);
      problems.add(place(problem.line(), problem.column()), "", problem.problem());
      return Optional.empty();
    }
  }

  /** A byte order mark says nothing in UTF-8; the parser would keep it in the first key. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private YamlNode node(YAMLParser parser, int depth) {
    Location location = location(parser);
    JsonToken token = parser.currentToken();
    refuseReferences(parser, location);
    return switch (token) {
      case START_OBJECT -> mapping(parser, location, depth);
      case START_ARRAY -> sequence(parser, location, depth);
      case VALUE_STRING -> scalar(parser, location, YamlScalar.Type.TEXT);
      case VALUE_NUMBER_INT -> scalar(parser, location, YamlScalar.Type.INTEGER);
      case VALUE_NUMBER_FLOAT -> scalar(parser, location, YamlScalar.Type.DECIMAL);
      case VALUE_TRUE, VALUE_FALSE -> scalar(parser, location, YamlScalar.Type.BOOLEAN);
      case VALUE_NULL -> new YamlScalar(location, "", YamlScalar.Type.EMPTY);
      default -> throw new IllegalStateException("unexpected token " + token + " at " + location);
    };
  }

  private YamlMapping mapping(YAMLParser parser, Location location, int depth) {
    limitDepth(location, depth);
    List<YamlMapping.Entry> entries = new ArrayList<>();
    Map<String, Location> seen = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Location keyLocation = location(parser);
      String key = parser.currentName();
      limitLength(keyLocation, key);
      parser.nextToken();
      YamlNode value = node(parser, depth + 1);
      Location first = seen.putIfAbsent(key, keyLocation);
      if (first != null) {
        problem(
            keyLocation,
            "the key '" + key + "' is here a second time",
            "",
            "the first is at line " + first.line() + "; keep one of them");
      } else if (key.equals("<<")) {
        problem(keyLocation, "merge keys ('<<') are not taken", "", "write the settings out");
      } else {
        entries.add(new YamlMapping.Entry(keyLocation, key, value));
      }
    }
    return new YamlMapping(location, entries);
  }

  private YamlSequence sequence(YAMLParser parser, Location location, int depth) {
    limitDepth(location, depth);
    List<YamlNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(parser, depth + 1));
    }
    return new YamlSequence(location, items);
  }

  private YamlScalar scalar(YAMLParser parser, Location location, YamlScalar.Type type) {
    String text = parser.getString();
    limitLength(location, text);
    return new YamlScalar(location, text, type);
  }

  private void refuseReferences(YAMLParser parser, Location location) {
    if (parser.isCurrentAlias()) {
      problem(location, "aliases ('*name') are not taken", "", "write the value out");
    } else if (parser.getObjectId() != null) {
      problem(location, "anchors ('&name') are not taken", "", "take it away");
    } else if (parser.getTypeId() != null) {
      problem(location, "tags ('!name') are not taken", "", "take it away");
    }
  }

  private void limitDepth(Location location, int depth) {
    if (depth > MAX_DEPTH) {
      problem(location, "is nested too deeply", "at most " + MAX_DEPTH + " levels", "");
      throw new StopReading();
    }
  }

  private void limitLength(Location location, String text) {
    if (text.length() > MAX_SCALAR) {
      problem(
          location,
          "a text of " + text.length() + " characters is too long",
          "at most " + MAX_SCALAR,
          "");
      throw new StopReading();
    }
  }

  private void problem(Location location, String what, String expected, String remedy) {
    problems.add(location, "", Problem.of(what).expecting(expected).withRemedy(remedy));
  }

  private Location location(YAMLParser parser) {
    TokenStreamLocation place = parser.currentTokenLocation();
    return place(place.getLineNr(), place.getColumnNr());
  }

  private Location place(int line, int column) {
    return option
        ? Location.option(source)
        : new Location(source, Math.max(1, line), Math.max(1, column));
  }

  /** A limit is reached: what follows is not read. */
  private static final class StopReading extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopReading() {
      super(null, null, false, false);
    }
  }
}
