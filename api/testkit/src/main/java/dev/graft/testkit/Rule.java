package dev.graft.testkit;

import dev.graft.api.Evolving;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The rule that a test of a contract holds. It is the test's name, and where it is broken the
 * failure tells it, why there is such a rule and how to mend what breaks it.
 *
 * @since 0.1
 */
@Evolving
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Rule {
  /** Number by which people speak of it, such as {@code LAYER-4}; never given to another rule. */
  String id();

  /** The rule, as a sentence about the component. */
  String value();

  /** What goes wrong for users of a component that breaks it. */
  String why();

  /** What its author does about it. */
  String mend();
}
