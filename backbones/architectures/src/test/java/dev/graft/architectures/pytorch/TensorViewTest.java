package dev.graft.architectures.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import org.junit.jupiter.api.Test;

class TensorViewTest {
  private static final float[] ELEMENTS = {0, 1, 2, 3, 4, 5, 6, 7};
  private static final Storage STORAGE = new Storage(StorageType.FLOAT, "0", ELEMENTS.length);

  private static float[] values(long offset, Shape shape, long... strides) {
    return new TensorView(STORAGE, offset, shape, strides).values(ELEMENTS);
  }

  @Test
  void aContiguousTensorIsAPieceOfItsStorage() {
    assertThat(values(2, Shape.of(2, 3), 3, 1)).containsExactly(2, 3, 4, 5, 6, 7);
    assertThat(values(6, Shape.of(1, 2), 99, 1)).containsExactly(6, 7);
    assertThat(values(7, Shape.scalar())).containsExactly(7);
  }

  @Test
  void stridesAreFollowed() {
    assertThat(values(0, Shape.of(3, 2), 1, 3)).containsExactly(0, 3, 1, 4, 2, 5);
    assertThat(values(0, Shape.of(2, 2, 2), 1, 4, 2)).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    assertThat(values(1, Shape.of(2, 3), 0, 2)).containsExactly(1, 3, 5, 1, 3, 5);
  }
}
