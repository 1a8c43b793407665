package dev.graft.testkit.engine;

import dev.graft.api.architecture.Architecture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every built-in layer, forward and backward, in training and in inference. */
abstract class LayersOnEngineContract {
  abstract Comparison comparison();

  static Stream<Named<Architecture>> layers() {
    return LayerCases.all().stream().map(network -> Named.of(network.name(), network));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void isTheReferenceEnginesLayer(Architecture network) {
    comparison()
        .everyPass(
            network.name(),
            network,
            Samples.weights(network),
            Samples.floats(network.name(), 4, network.input().shape(), -2, 2),
            Samples.floats("one " + network.name(), 1, network.input().shape(), -2, 2));
  }

  @ParameterizedTest
  @EnumSource
  void movesWindowsOfAllSizesStridesAndPaddings(WindowCases cases) {
    comparison()
        .forwardAndBackward(
            cases.networks(), Samples.floats("images", 2, Spread.INPUT.shape(), -1, 1));
  }
}
