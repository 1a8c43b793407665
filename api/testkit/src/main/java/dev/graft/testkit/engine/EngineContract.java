package dev.graft.testkit.engine;

import dev.graft.api.Evolving;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.loss.Loss;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;

/**
 * What every engine must do, compared with the {@link dev.graft.testkit.reference.ReferenceEngine
 * reference engine} through the public interface alone. An engine's test extends this class and
 * says which engine:
 *
 * <pre>{@code
 * class MyEngineContractTest extends EngineContract {
 *   @Override
 *   protected Engine engine() {
 *     return new MyEngine();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Evolving
public abstract class EngineContract {
  /** The engine under test; asked for by every test. */
  protected abstract Engine engine();

  /**
   * Where it computes: the CPU, with two threads, so that the order of their work cannot matter.
   */
  protected Placement placement() {
    return Placement.cpu(2);
  }

  /**
   * The first GPU, with two threads: for the contract of an engine on a GPU, which fails without.
   *
   * @throws ProblemException if the engine sees no GPU
   */
  protected static Placement gpu(Engine engine) {
    return engine.devices().stream()
        .filter(device -> device.kind() == Device.Kind.GPU)
        .findFirst()
        .map(device -> new Placement(device, 2))
        .orElseThrow(
            () ->
                new ProblemException(
                    engine
                        .diagnosis()
                        .withoutGpu()
                        .orElseGet(() -> Problem.of(engine.description() + " sees no GPU"))));
  }

  private Comparison comparison() {
    return new Comparison(engine(), placement());
  }

  @Nested
  class Operations extends OperationContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Layers extends LayersOnEngineContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Fusions extends FusionContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Inference extends InferenceContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Training extends TrainingContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Clipping extends ClippingContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Freezing extends FreezingContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class DropoutMasks extends DropoutContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class BatchNorms extends BatchNormContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class CrossEntropies extends CrossEntropyContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Losses extends LossesOnEngineContract {
    @Override
    protected Engine engine() {
      return EngineContract.this.engine();
    }

    @Override
    protected Placement placement() {
      return EngineContract.this.placement();
    }

    @Override
    protected Map<String, Loss> losses() {
      return byName(TestLoss.values());
    }
  }

  @Nested
  class Optimizers extends OptimizersOnEngineContract {
    @Override
    protected Engine engine() {
      return EngineContract.this.engine();
    }

    @Override
    protected Placement placement() {
      return EngineContract.this.placement();
    }

    @Override
    protected Map<String, Optimizer> optimizers() {
      return byName(TestOptimizer.values());
    }
  }

  @SafeVarargs
  private static <K> Map<String, K> byName(K... all) {
    Map<String, K> named = new LinkedHashMap<>();
    for (K one : all) {
      named.put(one.toString(), one);
    }
    return named;
  }

  @Nested
  class Restoring extends RestoringContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Together extends TogetherContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }

  @Nested
  class Lifecycle extends LifecycleContract {
    @Override
    Comparison comparison() {
      return EngineContract.this.comparison();
    }
  }
}
