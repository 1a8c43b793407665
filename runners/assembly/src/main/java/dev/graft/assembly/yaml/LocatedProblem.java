package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;

/**
 * A problem with the place that it is about.
 *
 * @param location the place
 * @param problem its {@code where} is the place, its {@code subject} the setting's path
 */
public record LocatedProblem(Location location, Problem problem) {}
