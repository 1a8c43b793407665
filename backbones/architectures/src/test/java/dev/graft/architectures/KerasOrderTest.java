package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.Rescaling;
import org.junit.jupiter.api.Test;

class KerasOrderTest {
  private final Architecture.Builder network =
      Architecture.builder("net", Input.features(Shape.of(4)));

  @Test
  void layersOfParallelBranchesAreSortedByTheirDistanceFromTheOutput() {
    layer("first", "features");
    layer("long_1", "first");
    layer("long_2", "long_1");
    layer("long_3", "long_2");
    layer("short", "first");
    network.add("sum", new Add(), "short", "long_3");

    assertThat(KerasOrder.of(network.build()).layerNames())
        .containsExactly("first", "long_1", "long_2", "short", "long_3", "sum");
  }

  @Test
  void layersOfOneDepthAreInTheOrderOfTheInputsThatLeadToThem() {
    layer("b", "features");
    layer("a", "features");
    network.add("sum", new Add(), "a", "b");

    assertThat(KerasOrder.of(network.build()).layerNames()).containsExactly("a", "b", "sum");
  }

  @Test
  void theLongestWayCounts() {
    layer("below", "features");
    layer("side", "below");
    network.add("near", new Add(), "below", "side");
    layer("far", "near");
    network.add("sum", new Add(), "below", "far");

    Architecture ordered = KerasOrder.of(network.build());

    assertThat(ordered.layerNames()).containsExactly("below", "side", "near", "far", "sum");
    assertThat(ordered).isEqualTo(network.build());
  }

  private void layer(String name, String below) {
    network.add(name, new Rescaling(2, 0), below);
  }
}
