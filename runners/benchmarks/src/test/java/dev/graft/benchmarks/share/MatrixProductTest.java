package dev.graft.benchmarks.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;

class MatrixProductTest {
  @Test
  void runs() {
    try (MatrixProduct product = new MatrixProduct(1)) {
      assertThatNoException().isThrownBy(product::run);
      assertThat(product.operations()).isEqualTo(Math.pow(2, 34));
    }
  }
}
