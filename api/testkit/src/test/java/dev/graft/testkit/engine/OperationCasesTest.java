package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.testkit.reference.RecordedOps;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationCasesTest {
  @Test
  void everyOperationHasACase() {
    RecordedOps recorded = new RecordedOps();

    OperationCases.all().forEach(one -> one.operation().ofOnes(recorded.ops(), one.shape()));

    assertThat(RecordedOps.all())
        .contains("conv2d(Object, Object, Window)")
        .isSubsetOf(recorded.called());
  }

  @Test
  void everyOperationOfImagesHasOneInAnySurroundings() {
    RecordedOps recorded = new RecordedOps();

    OperationCases.ofImages().forEach(one -> one.operation().ofOnes(recorded.ops(), one.shape()));

    List<String> ofVectors = List.of("matmul(Object, Object)");
    assertThat(RecordedOps.all())
        .filteredOn(operation -> !ofVectors.contains(operation))
        .isSubsetOf(recorded.called());
  }
}
