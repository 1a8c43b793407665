package dev.graft.api.plugin;

import dev.graft.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a component of a settings record. The name in experiment files is the record
 * component's in snake case. Types: {@code boolean}, {@code int}, {@code long}, {@code double},
 * {@code String}, {@code Path} (relative to the experiment file), enums (lower case), {@code
 * Optional}, {@code OptionalInt}, {@code OptionalDouble}, {@code List}, records, {@link
 * dev.graft.api.layer.Layer} and the other extension points ({@code {type: name, …}}; without
 * {@code type}, the default component with the given settings in place of its own).
 *
 * <p>A setting without default is required, unless it is an optional. What the annotation cannot
 * say, the record's compact constructor checks: an {@link IllegalArgumentException} there becomes a
 * problem located in the file.
 *
 * @since 0.1
 */
@Stable
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** One sentence for people. */
  String value();

  /** The default as YAML, such as {@code 0.5} or {@code [2, 2]}; empty if there is none. */
  String defaultValue() default "";

  /** Smallest value of a number. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest value of a number. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether {@link #min} itself is too small. */
  boolean minExclusive() default false;

  /** Whether {@link #max} itself is too large. */
  boolean maxExclusive() default false;

  /** Unit of a number, such as {@code degrees}. */
  String unit() default "";

  /** An example value as YAML. */
  String example() default "";
}
