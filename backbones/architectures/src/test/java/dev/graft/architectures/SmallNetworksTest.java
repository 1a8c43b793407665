package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Architecture;
import org.junit.jupiter.api.Test;

/** Totals of two small networks whose parameters are known from Keras. */
class SmallNetworksTest {
  @Test
  void theMnistNetworkHasKerassNumberOfParameters() {
    Architecture network = KnownNetworks.withDense(KnownNetworks.mnist(), 10);

    assertThat(network.parameterCount()).isEqualTo(260_476);
    assertThat(network.trainableParameterCount()).isEqualTo(260_476);
  }

  @Test
  void theCatsAndDogsNetworkHasKerassNumberOfParameters() {
    Architecture network = KnownNetworks.withDense(KnownNetworks.catsAndDogs(), 1);

    assertThat(network.parameterCount()).isEqualTo(1_667_169);
  }
}
