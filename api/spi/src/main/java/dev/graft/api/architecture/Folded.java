package dev.graft.api.architecture;

import dev.graft.api.Evolving;
import dev.graft.api.weights.Weights;

/**
 * A network that computes what another one does in fewer layers, and its weights.
 *
 * @param architecture the network
 * @param weights a value for each of its parameters
 * @since 0.1
 */
@Evolving
public record Folded(Architecture architecture, Weights weights) {}
