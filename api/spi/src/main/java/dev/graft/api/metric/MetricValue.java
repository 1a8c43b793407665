package dev.graft.api.metric;

import dev.graft.api.Stable;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What a metric found.
 *
 * @param name the metric's name
 * @param direction which of two values is the better one
 * @param value its value; empty where it is not defined, which NaN is taken for
 * @since 0.1
 */
@Stable
public record MetricValue(String name, Direction direction, OptionalDouble value) {
  /** Refuses null. */
  public MetricValue {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(direction, "direction");
    value = Double.isNaN(value.orElse(0)) ? OptionalDouble.empty() : value;
  }
}
