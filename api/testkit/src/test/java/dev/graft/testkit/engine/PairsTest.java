package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairsTest {
  @Test
  void everyTwoValuesMeetInFarFewerCombinationsThanAll() {
    int[] sizes = {6, 4, 5, 4};

    List<int[]> combinations = Pairs.of(values -> true, sizes);

    assertThat(combinations).hasSizeBetween(30, 40); // of 480
    for (int i = 0; i < sizes.length; i++) {
      for (int j = i + 1; j < sizes.length; j++) {
        Set<List<Integer>> met = new HashSet<>();
        for (int[] values : combinations) {
          met.add(List.of(values[i], values[j]));
        }
        assertThat(met).hasSize(sizes[i] * sizes[j]);
      }
    }
  }

  @Test
  void nothingImpossibleIsChosen() {
    assertThat(Pairs.of(values -> values[0] != values[1], 3, 3))
        .hasSize(6)
        .allSatisfy(values -> assertThat(values[0]).isNotEqualTo(values[1]));
  }
}
