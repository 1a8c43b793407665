package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.Reshape;
import dev.graft.api.ops.Ops;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Backbones that are wrong in one way each, and the rule that tells it. */
class BackboneMutantsTest {
  private static final AtomicInteger CALLS = new AtomicInteger();

  /** What a wrong layer does with the features. */
  enum Doing {
    NOTHING,
    INFINITE,
    EQUAL,
    COMPANY,
    UNSTEADY,
    DRIFTING
  }

  /** A layer that no plugin names. */
  record Odd(Doing doing) implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      if (doing == Doing.UNSTEADY && CALLS.incrementAndGet() % 5 == 0) {
        throw new IllegalArgumentException("every fifth time");
      }
      return InputShapes.single(inputs);
    }

    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      T x = inputs.get(0);
      return switch (doing) {
        case NOTHING, UNSTEADY -> x;
        case DRIFTING -> ops.multiply(x, CALLS.incrementAndGet());
        case INFINITE -> ops.log(ops.multiply(x, 0));
        case EQUAL -> ops.multiply(x, 0);
        case COMPANY -> ops.subtract(x, ops.mean(x, true, 0));
      };
    }
  }

  enum Fault implements Backbone {
    NONE,
    FLOATS {
      @Override
      Input input(ImageSize size) {
        return Input.features(size.shape());
      }
    },
    RAW {
      @Override
      void layers(Architecture.Builder net) {
        net.add("conv", Conv2D.of(4, 3));
      }
    },
    A_MATRIX {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("reshape", Reshape.of(-1, 4));
      }
    },
    NAME_OF_A_HEAD {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("head_conv", Conv2D.of(4, 1));
      }
    },
    OWN_LAYER {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("odd", new Odd(Doing.NOTHING));
      }
    },
    NO_PARAMETERS {
      @Override
      void layers(Architecture.Builder net) {
        net.add("rescaling", new Rescaling(1 / 255.0, 0));
      }
    },
    ONE_SIZE {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("flatten", new Flatten());
        net.add("dense", Dense.of(4));
      }
    },
    COUNTS {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("conv_" + CALLS.incrementAndGet(), Conv2D.of(4, 1));
      }
    },
    ANY_SIZE {
      @Override
      boolean refuses(ImageSize size) {
        return false;
      }
    },
    INFINITE {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("odd", new Odd(Doing.INFINITE));
      }
    },
    EQUAL {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("odd", new Odd(Doing.EQUAL));
      }
    },
    COMPANY {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("odd", new Odd(Doing.COMPANY));
      }
    },
    UNSTEADY {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("odd", new Odd(Doing.UNSTEADY));
      }
    },
    DRIFTING {
      @Override
      void layers(Architecture.Builder net) {
        super.layers(net);
        net.add("odd", new Odd(Doing.DRIFTING));
      }
    },
    NO_WORD_ABOUT_GREY {
      @Override
      Input input(ImageSize size) {
        if (size.channels() == 1) {
          throw new IllegalArgumentException("");
        }
        return super.input(size);
      }
    };

    @Override
    public Architecture architecture(ImageSize size) {
      if (refuses(size)) {
        throw new IllegalArgumentException("pictures of at least 8x8, found " + size);
      }
      Architecture.Builder net = Architecture.builder("net", input(size));
      layers(net);
      return net.build();
    }

    boolean refuses(ImageSize size) {
      return size.height() < 8 || size.width() < 8;
    }

    Input input(ImageSize size) {
      return Input.image(size);
    }

    void layers(Architecture.Builder net) {
      net.add("rescaling", new Rescaling(1 / 255.0, 0));
      net.add("conv", Conv2D.of(4, 3).activation(Activation.SWISH));
    }
  }

  private static Fault underTest = Fault.NONE;

  static class Mutant extends BackboneContract {
    @Override
    protected Backbone backbone() {
      return underTest;
    }

    @Override
    protected List<ImageSize> sizes() {
      return List.of(ImageSize.rgb(8, 8), ImageSize.rgb(12, 9));
    }

    @Override
    protected List<ImageSize> refusedSizes() {
      return List.of(ImageSize.rgb(7, 7));
    }
  }

  @Test
  void aRightBackboneBreaksNoRule() {
    underTest = Fault.NONE;
    assertThat(Mutants.brokenBy(Mutant.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FLOATS, BACKBONE-1",
    "RAW, BACKBONE-2",
    "A_MATRIX, BACKBONE-3",
    "NAME_OF_A_HEAD, BACKBONE-4",
    "OWN_LAYER, BACKBONE-5",
    "NO_PARAMETERS, BACKBONE-6",
    "ONE_SIZE, BACKBONE-7",
    "COUNTS, BACKBONE-8",
    "ANY_SIZE, BACKBONE-9",
    "NO_WORD_ABOUT_GREY, BACKBONE-10",
    "UNSTEADY, BACKBONE-11",
    "INFINITE, BACKBONE-12",
    "EQUAL, BACKBONE-13",
    "COMPANY, BACKBONE-14",
    "DRIFTING, BACKBONE-15",
    "EQUAL, BACKBONE-16"
  })
  void aWrongOneIsTold(Fault fault, String rule) {
    underTest = fault;
    assertThat(Mutants.brokenBy(Mutant.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("BACKBONE-"));
  }
}
