package dev.graft.assembly.document;

import dev.graft.api.problem.Problem;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlScalar;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The versions of the experiment file, and the way from each to the next. A file says its version
 * at the top, {@code version: 1}; one that does not is of version 1, the first, for ever: so every
 * file that was right once can be read by every later Graft.
 */
public final class Migrations {
  static final String VERSION = "version";

  /** The first version, and that of a file that does not say its own. */
  public static final int FIRST = 1;

  private final List<Migration> steps;

  /**
   * Makes a chain.
   *
   * @param steps from version 1 to 2, from 2 to 3, …
   */
  public Migrations(List<Migration> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Graft's own: all changes of the experiment file that there were, oldest first. */
  public static Migrations ofGraft() {
    return new Migrations(List.of());
  }

  /** The version that is read without a change. */
  public int current() {
    return FIRST + steps.size();
  }

  /**
   * Brings a document to the current version.
   *
   * @param problems is told of a version that cannot be read
   * @param notes is told of each change, with its place
   * @return the document; empty if it is of a version that is not known here, whose further
   *     problems mean nothing
   */
  Optional<YamlMapping> toCurrent(YamlMapping document, Problems problems, Consumer<String> notes) {
    Optional<Integer> version = version(document, problems);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    YamlMapping changed = document;
    for (int from = version.get(); from < current(); from++) {
      int next = from + 1;
      changed =
          steps
              .get(from - FIRST)
              .apply(
                  changed,
                  (place, what) ->
                      notes.accept(
                          "%s: %s since version %d of the file".formatted(place, what, next)));
    }
    return Optional.of(changed);
  }

  private Optional<Integer> version(YamlMapping document, Problems problems) {
    YamlNode value = document.value(VERSION).orElse(null);
    if (value == null
        || (value instanceof YamlScalar nothing && nothing.is(YamlScalar.Type.EMPTY))) {
      return Optional.of(FIRST);
    }
    String range = current() == FIRST ? "1" : "an integer from 1 to " + current();
    if (!(value instanceof YamlScalar scalar) || !scalar.is(YamlScalar.Type.INTEGER)) {
      problems.add(
          value.location(),
          VERSION,
          Problem.of("found " + value.describe())
              .expecting(range)
              .withRemedy("it is the version of the file's form, not of Graft or the experiment"));
      return Optional.empty();
    }
    BigInteger number = new BigInteger(scalar.text());
    if (number.compareTo(BigInteger.valueOf(current())) > 0) {
      problems.add(
          value.location(),
          VERSION,
          Problem.of("the file is of version " + scalar.text() + ", which this Graft does not know")
              .expecting(range)
              .withRemedy("use a newer Graft"));
      return Optional.empty();
    }
    if (number.signum() <= 0) {
      problems.add(
          value.location(),
          VERSION,
          Problem.of(scalar.text() + " is out of range").expecting(range));
      return Optional.empty();
    }
    return Optional.of(number.intValueExact());
  }
}
