package dev.graft.benchmarks.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MultiplyAddsTest {
  /** Counted in Keras's layers, from their output shapes and kernel sizes. */
  @Test
  void areThoseOfKerasNetworks() {
    assertThat(ForwardNetwork.MOBILENET_V2.architecture().multiplyAdds()).isEqualTo(152_803_200L);
    assertThat(ForwardNetwork.XCEPTION.architecture().multiplyAdds()).isEqualTo(1_924_397_456L);
  }
}
