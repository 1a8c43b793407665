package dev.graft.benchmarks.compare;

import java.util.List;

/**
 * An engine and the Python library that computes with the same one.
 *
 * @param engine name of Graft's engine
 * @param peer the peer's script, a file of {@code peers/}
 * @param sameNetwork whether both compute the same function of the same weights, so that their
 *     features must agree; torchvision pads its convolutions with stride 2 otherwise than Keras
 * @param matches what is compared
 */
record Pairing(String engine, String peer, boolean sameNetwork, List<Match> matches) {
  Pairing {
    matches = List.copyOf(matches);
  }

  /** The pairings there are. */
  static List<Pairing> all() {
    return List.of(
        new Pairing(
            "tensorflow",
            "keras_peer.py",
            true,
            List.of(
                Match.of("forward", 6, 1.0),
                new Match("forward", "function", 6, 1.0),
                Match.of("step-sgd", 3, 1.0),
                Match.of("step-adam", 3, 1.0))),
        new Pairing(
            "djl",
            "torch_peer.py",
            false,
            List.of(
                Match.of("forward", 6, 0.9),
                Match.of("step-sgd", 3, 0.8),
                Match.of("step-adam", 3, 0.8))));
  }
}
