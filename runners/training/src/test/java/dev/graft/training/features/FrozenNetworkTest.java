package dev.graft.training.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Placement;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import dev.graft.training.ToyExperiment;
import org.junit.jupiter.api.Test;

class FrozenNetworkTest {
  private static final Architecture NETWORK = ToyExperiment.backbone();
  private static final Weights WEIGHTS = Weights.initial(NETWORK, 1);

  private static Digest key(Architecture network, Weights weights, int threads, int batchSize) {
    return new FrozenNetwork(
            network, weights, new ReferenceEngine(), "reference", Placement.cpu(threads))
        .records(ToyExperiment.LAYERS, "for people", batchSize)
        .key();
  }

  @Test
  void theKeyHoldsWhatDecidesTheBitsAndNoName() {
    Digest key = key(NETWORK, WEIGHTS, 2, 32);

    assertThat(key(NETWORK.named("another experiment"), WEIGHTS, 2, 32)).isEqualTo(key);
    assertThat(key(NETWORK, Weights.initial(NETWORK, 2), 2, 32)).isNotEqualTo(key);
    assertThat(key(NETWORK.upTo("relu1"), WEIGHTS, 2, 32)).isNotEqualTo(key);
    assertThat(key(NETWORK, WEIGHTS, 1, 32)).isNotEqualTo(key);
    assertThat(key(NETWORK, WEIGHTS, 2, 16)).isNotEqualTo(key);
  }
}
