package dev.graft.api.problem;

import dev.graft.api.Stable;
import java.util.Optional;

/**
 * Something wrong with what a user gave: a setting, a picture, a weights file. A value, so that all
 * problems can be found first and told together.
 *
 * @param where the place: {@code file:line:column}, a picture's path, a layer; may be empty
 * @param subject what is meant there, such as the setting's path {@code training.epochs}; may be
 *     empty
 * @param what what is wrong, naming what was found
 * @param expected what would be right; may be empty
 * @param remedy how to mend it, such as {@code did you mean 'epochs'?}; may be empty
 * @since 0.1
 */
@Stable
public record Problem(String where, String subject, String what, String expected, String remedy) {
  /** A problem told by its place and what is wrong. */
  public static Problem at(String where, String what) {
    return new Problem(where, "", what, "", "");
  }

  /** A problem without a place of its own. */
  public static Problem of(String what) {
    return at("", what);
  }

  /** The same problem at another place. */
  public Problem withWhere(String place) {
    return new Problem(place, subject, what, expected, remedy);
  }

  /** The same problem about another subject. */
  public Problem withSubject(String about) {
    return new Problem(where, about, what, expected, remedy);
  }

  /** The same problem with what would be right. */
  public Problem expecting(String right) {
    return new Problem(where, subject, what, right, remedy);
  }

  /** The same problem with a way to mend it. */
  public Problem withRemedy(String mend) {
    return new Problem(where, subject, what, expected, mend);
  }

  /** The same problem with a remedy, if there is one. */
  public Problem withRemedy(Optional<String> mend) {
    return mend.map(this::withRemedy).orElse(this);
  }

  /** One line: {@code where: subject: what; expected …; remedy}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder();
    if (!where.isEmpty()) {
      line.append(where).append(": ");
    }
    if (!subject.isEmpty()) {
      line.append(subject).append(": ");
    }
    line.append(what);
    if (!expected.isEmpty()) {
      line.append("; expected ").append(expected);
    }
    if (!remedy.isEmpty()) {
      line.append("; ").append(remedy);
    }
    return line.toString();
  }
}
