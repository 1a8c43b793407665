package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads that are wrong in one way each, and the rule that tells it. */
class HeadMutantsTest {
  private static final AtomicInteger CALLS = new AtomicInteger();

  enum Fault implements Head {
    NONE,
    OTHER_LAST_NAME {
      @Override
      String last() {
        return "head_scores";
      }
    },
    OTHER_FIRST_NAME {
      @Override
      String pooling() {
        return "pooling";
      }
    },
    OTHER_INPUT {
      @Override
      Input input(Shape features) {
        return new Input("features", features, Input.ElementType.UINT8);
      }
    },
    ONE_MORE_OUTPUT {
      @Override
      int outputs(int labels) {
        return labels + 1;
      }
    },
    OTHER_DECISION {
      @Override
      public Decision decision() {
        return new Decision.Sigmoid(0.5);
      }
    },
    PROBABILITIES {
      @Override
      Layer top(int outputs) {
        return new Dense(outputs, true, Activation.SOFTMAX, Dense.of(1).kernelInitializer());
      }
    },
    NO_LOSS {
      @Override
      public String defaultLoss() {
        return "";
      }
    },
    ANY_CLASSES {
      @Override
      boolean refuses(Labels labels) {
        return false;
      }
    },
    COUNTS {
      @Override
      int outputs(int labels) {
        return labels + CALLS.incrementAndGet() % 2;
      }
    },
    READS_NAMES {
      @Override
      boolean refuses(Labels labels) {
        return labels.count() < 2 || labels.name(0).contains("/");
      }
    },
    NOTHING_TO_LEARN {
      @Override
      Layer top(int outputs) {
        return new ActivationLayer(Activation.LINEAR);
      }
    },
    OWN_LAYER {
      @Override
      Layer top(int outputs) {
        return new Unnamed(Dense.of(outputs), Doing.NOTHING);
      }
    },
    COMPANY {
      @Override
      Layer top(int outputs) {
        return new Unnamed(Dense.of(outputs), Doing.COMPANY);
      }
    },
    FLAT {
      @Override
      Layer top(int outputs) {
        return new Unnamed(Dense.of(outputs), Doing.FLAT);
      }
    };

    /** What else a layer does. */
    enum Doing {
      NOTHING,
      COMPANY,
      FLAT
    }

    /** A layer that no plugin names. */
    record Unnamed(Dense dense, Doing doing) implements Layer {
      @Override
      public Shape outputShape(List<Shape> inputs) {
        return dense.outputShape(inputs);
      }

      @Override
      public List<Parameter> parameters(List<Shape> inputs) {
        return dense.parameters(inputs);
      }

      @Override
      public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
        T y = dense.apply(ops, inputs, variables, mode);
        return switch (doing) {
          case NOTHING -> y;
          case COMPANY -> ops.subtract(y, ops.mean(y, true, 0));
          case FLAT -> ops.multiply(y, 0);
        };
      }
    }

    @Override
    public Architecture layers(Shape features, Labels labels) {
      if (refuses(labels)) {
        throw new IllegalArgumentException("two classes or more, found " + labels.count());
      }
      Architecture.Builder net = Architecture.builder("top", input(features));
      if (features.isImage()) {
        net.add(pooling(), new GlobalAveragePooling2D(false));
      }
      net.add(last(), top(outputs(labels.count())));
      return net.build();
    }

    boolean refuses(Labels labels) {
      return labels.count() < 2;
    }

    Input input(Shape features) {
      return Input.features(features);
    }

    String pooling() {
      return "head_pooling";
    }

    String last() {
      return "logits";
    }

    int outputs(int labels) {
      return labels;
    }

    Layer top(int outputs) {
      return Dense.of(outputs);
    }

    @Override
    public Decision decision() {
      return new Decision.Softmax();
    }

    @Override
    public String defaultLoss() {
      return "softmax_cross_entropy";
    }
  }

  private static Fault underTest = Fault.NONE;

  static class Mutant extends HeadContract {
    @Override
    protected Head head() {
      return underTest;
    }

    @Override
    protected Loss loss() {
      return new SoftmaxCrossEntropy();
    }
  }

  static class RefusingVectors extends Mutant {
    @Override
    protected List<Shape> refusedFeatures() {
      return List.of(Shape.of(12));
    }
  }

  @Test
  void oneThatTakesWhatItSaysItRefusesIsTold() {
    underTest = Fault.NONE;
    assertThat(Mutants.brokenBy(RefusingVectors.class)).containsExactly("HEAD-9");
  }

  @Test
  void aRightHeadBreaksNoRule() {
    underTest = Fault.NONE;
    assertThat(Mutants.brokenBy(Mutant.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OTHER_LAST_NAME, HEAD-1",
    "OTHER_FIRST_NAME, HEAD-2",
    "OTHER_INPUT, HEAD-3",
    "ONE_MORE_OUTPUT, HEAD-4",
    "OTHER_DECISION, HEAD-5",
    "PROBABILITIES, HEAD-6",
    "NO_LOSS, HEAD-7",
    "OTHER_DECISION, HEAD-7",
    "ANY_CLASSES, HEAD-8",
    "COUNTS, HEAD-10",
    "READS_NAMES, HEAD-11",
    "NOTHING_TO_LEARN, HEAD-12",
    "OWN_LAYER, HEAD-13",
    "COMPANY, HEAD-14",
    "FLAT, HEAD-15"
  })
  void aWrongOneIsTold(Fault fault, String rule) {
    underTest = fault;
    assertThat(Mutants.brokenBy(Mutant.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("HEAD-"));
  }
}
