package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.SpecVersion;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Reads YAML 1.2 into located nodes. One document; no tags, anchors, aliases and merge keys; no key
 * twice; bounded nesting and scalars. Nothing is ever made of the text but these nodes: only the
 * parser's events are used, none of what makes objects of them.
 */
public final class YamlReader {
  /** Deepest nesting of mappings and lists. */
  public static final int MAX_DEPTH = 50;

  /** Longest key or value, in characters. */
  public static final int MAX_SCALAR = 65_536;

  private final String source;
  private final boolean option;
  private final Problems problems;
  private final Refusals refusals;

  private YamlReader(String source, boolean option, Problems problems) {
    this.source = source;
    this.option = option;
    this.problems = problems;
    this.refusals = new Refusals(problems);
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
    // A byte order mark says nothing in UTF-8; the parser would keep it in the first key.
    String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      // Every code point of the text is taken: whoever reads a file bounds its size.
      LoadSettings settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
      Optional<YamlNode> document = document(new Parse(settings).parseString(yaml).iterator());
      return refusals.isAny() ? Optional.empty() : document;
    } catch (StopReading stop) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // The parser throws not only exceptions of its own: NumberFormatException for "\UFFFFFFFF".
      SyntaxProblem problem = SyntaxProblem.of(e, yaml);
      Location place =
          option ? Location.option(source) : new Location(source, problem.line(), problem.column());
      problems.add(place, "", problem.problem());
      return Optional.empty();
    }
  }

  private Optional<YamlNode> document(Iterator<Event> events) {
    Optional<YamlNode> document = Optional.empty();
    boolean begun = false;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent start) {
        if (begun) {
          problem(
              location(event),
              "begins a second document",
              "one document",
              "take the line '---' and what follows away");
          return document;
        }
        begun = true;
        requireVersion(start);
      } else if (event instanceof NodeEvent node) {
        document = Optional.of(node(events, node, 1));
      }
    }
    return document;
  }

  private void requireVersion(DocumentStartEvent start) {
    Optional<SpecVersion> version = start.getSpecVersion();
    if (version.isPresent() && version.get().getMinor() < 2) {
      problem(
          location(start),
          "says that it is YAML 1." + version.get().getMinor(),
          "YAML 1.2, where yes, no, on and off are text",
          "take the line '%YAML' away");
    }
  }

  private YamlNode node(Iterator<Event> events, NodeEvent event, int depth) {
    Location location = location(event);
    refusals.references(event, location);
    if (event instanceof ScalarEvent scalar) {
      limitLength(location, scalar.getValue());
      return ScalarTypes.scalar(location, scalar);
    }
    if (event instanceof CollectionStartEvent start) {
      limitDepth(location, depth);
      return event instanceof MappingStartEvent
          ? mapping(events, start, location, depth)
          : sequence(events, start, location, depth);
    }
    return new YamlScalar(location, "", YamlScalar.Type.EMPTY);
  }

  private YamlMapping mapping(
      Iterator<Event> events, CollectionStartEvent start, Location location, int depth) {
    List<YamlMapping.Entry> entries = new ArrayList<>();
    Map<String, Location> seen = new HashMap<>();
    Event event = events.next();
    while (event instanceof NodeEvent keyEvent) {
      Location keyLocation = location(keyEvent);
      String key = key(keyEvent, keyLocation);
      YamlNode value = node(events, (NodeEvent) events.next(), depth + 1);
      Location first = seen.putIfAbsent(key, keyLocation);
      if (first != null && !(keyEvent instanceof AliasEvent)) {
        problem(
            keyLocation,
            "the key '" + YamlScalar.shown(key) + "' is here a second time",
            "",
            option
                ? "keep one of them"
                : "the first is at line %d; keep one of them".formatted(first.line()));
      } else {
        entries.add(new YamlMapping.Entry(keyLocation, key, value));
      }
      event = events.next();
    }
    return new YamlMapping(closed(start, location, event), entries);
  }

  private String key(NodeEvent event, Location location) {
    refusals.references(event, location);
    if (event instanceof ScalarEvent scalar) {
      limitLength(location, scalar.getValue());
      refusals.key(scalar.getValue(), location);
      return scalar.getValue();
    }
    if (event instanceof AliasEvent) {
      return "";
    }
    problem(location, "a key cannot be a list or a mapping", "text", "");
    throw new StopReading();
  }

  private YamlSequence sequence(
      Iterator<Event> events, CollectionStartEvent start, Location location, int depth) {
    List<YamlNode> items = new ArrayList<>();
    Event event = events.next();
    while (event instanceof NodeEvent item) {
      items.add(node(events, item, depth + 1));
      event = events.next();
    }
    return new YamlSequence(closed(start, location, event), items);
  }

  /** Of what stands in brackets the end is known. */
  private Location closed(CollectionStartEvent start, Location location, Event end) {
    return start.isFlow() ? until(location, end) : location;
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

  private Location location(Event event) {
    if (option) {
      return Location.option(source);
    }
    Mark begin = event.getStartMark().orElseThrow();
    Location location = new Location(source, begin.getLine() + 1, begin.getColumn() + 1);
    return event instanceof CollectionStartEvent ? location : until(location, event);
  }

  private static Location until(Location location, Event event) {
    Mark end = event.getEndMark().orElseThrow();
    return location.until(end.getLine() + 1, end.getColumn() + 1);
  }

  /** A limit is reached: what follows is not read. */
  private static final class StopReading extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StopReading() {
      super(null, null, false, false);
    }
  }
}
