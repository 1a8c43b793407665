package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Labels;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  @Test
  void recallAndPrecisionComeFromTheCounts() {
    ConfusionMatrix matrix = new ConfusionMatrix(new Labels(List.of("alpaca", "not alpaca")));
    IntStream.range(0, 6).forEach(i -> matrix.add(0, 0));
    IntStream.range(0, 2).forEach(i -> matrix.add(0, 1));
    IntStream.range(0, 9).forEach(i -> matrix.add(1, 1));
    matrix.add(1, 0);

    assertThat(matrix.total()).isEqualTo(18);
    assertThat(matrix.right()).isEqualTo(15);
    assertThat(matrix.recall(0)).isEqualTo(6 / 8.0);
    assertThat(matrix.precision(0)).isEqualTo(6 / 7.0);
    assertThat(matrix.lines())
        .containsExactly(
            "is \\ taken for  alpaca  not alpaca",
            "alpaca               6           2",
            "not alpaca           1           9");
    assertThat(matrix.classLines())
        .containsExactly(
            "class       pictures  recall  precision",
            "alpaca             8  0.7500     0.8571",
            "not alpaca        10  0.9000     0.8182");
  }

  @Test
  void aClassWithoutPicturesHasNoRecall() {
    ConfusionMatrix matrix = new ConfusionMatrix(new Labels(List.of("a", "b")));
    matrix.add(0, 0);

    assertThat(matrix.classLines()).last().isEqualTo("b             0       -          -");
  }

  @Test
  void manyClassesShowTheirMostFrequentConfusions() {
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "class" + i).toList();
    ConfusionMatrix matrix = new ConfusionMatrix(new Labels(names));
    matrix.add(3, 3);
    matrix.add(4, 7);
    matrix.add(9, 1);
    matrix.add(9, 1);

    assertThat(matrix.lines())
        .containsExactly(
            "is      taken for  pictures",
            "class9  class1            2",
            "class4  class7            1");
  }
}
