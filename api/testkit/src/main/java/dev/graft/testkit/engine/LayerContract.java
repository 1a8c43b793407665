package dev.graft.testkit.engine;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in layer, forward and backward, in training and in inference. */
abstract class LayerContract {
  abstract Comparison comparison();

  static Stream<Named<Architecture>> layers() {
    return LayerCases.all().stream().map(network -> Named.of(network.name(), network));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void isTheReferenceEnginesLayer(Architecture network) {
    Batch.Floats inputs = Samples.floats(network.name(), 4, network.input().shape(), -2, 2);

    comparison().everyPass(network.name(), network, Samples.weights(network), inputs);
  }

  static List<WindowCases> windows() {
    return WindowCases.all();
  }

  @ParameterizedTest
  @MethodSource("windows")
  void movesWindowsOfAllSizesAndStrides(WindowCases cases) {
    Architecture network = cases.network();
    Batch.Floats inputs = Samples.floats(network.name(), 2, network.input().shape(), -2, 2);

    comparison().everyPass(network.name(), network, Samples.weights(network), inputs);
  }
}
