package dev.graft.api.metric;

import dev.graft.api.Stable;
import java.util.OptionalDouble;

/**
 * What a metric found.
 *
 * @param name the metric's name
 * @param direction which of two values is the better one
 * @param value its value; empty where it is not defined
 * @since 0.1
 */
@Stable
public record MetricValue(String name, Direction direction, OptionalDouble value) {}
