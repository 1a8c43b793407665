package dev.graft.benchmarks.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MultiplyAddsTest {
  /** Counted in Keras's layers, from their output shapes and kernel sizes. */
  @Test
  void areThoseOfKerasNetworks() {
    assertThat(MultiplyAdds.of(ForwardNetwork.MOBILENET_V2.architecture())).isEqualTo(152_803_200L);
    assertThat(MultiplyAdds.of(ForwardNetwork.XCEPTION.architecture())).isEqualTo(1_924_397_456L);
  }
}
