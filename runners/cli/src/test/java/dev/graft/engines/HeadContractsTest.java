package dev.graft.engines;

import dev.graft.api.Shape;
import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.testkit.HeadContract;
import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Graft's heads, held to what everybody's heads are held to, on both engines. */
@ParameterizedClass
@ValueSource(
    strings = {
      "logit",
      "{type: logit, pooling: max, threshold: 0.25}",
      "softmax",
      "{type: softmax, dropout: 0.3}",
      "{type: softmax, pooling: flatten}"
    })
class HeadContractsTest extends HeadContract {
  private static final ComponentVariants VARIANTS = new ComponentVariants();

  @Parameter private String yaml;

  @Override
  protected Head head() {
    return VARIANTS.make(Head.class, yaml);
  }

  @Override
  protected Loss loss() {
    return VARIANTS.make(Loss.class, head().defaultLoss());
  }

  @Override
  protected List<Integer> classes() {
    return isLogit() ? List.of(2) : List.of(2, 3, 7);
  }

  @Override
  protected List<Integer> refusedClasses() {
    return isLogit() ? List.of(1, 3, 12) : List.of(1);
  }

  @Override
  protected List<Shape> features() {
    return isMax() ? List.of(Shape.of(4, 3, 6), Shape.of(1, 1, 9)) : super.features();
  }

  @Override
  protected List<Shape> refusedFeatures() {
    return isMax() ? List.of(Shape.of(12)) : List.of();
  }

  private boolean isLogit() {
    return yaml.contains("logit");
  }

  private boolean isMax() {
    return yaml.contains("pooling: max");
  }
}
