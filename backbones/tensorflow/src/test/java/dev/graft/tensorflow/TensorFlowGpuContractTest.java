package dev.graft.tensorflow;

import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.testkit.engine.EngineContract;
import org.junit.jupiter.api.Tag;

/** The contract on a GPU; fails where there is none. */
@Tag("gpu")
class TensorFlowGpuContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }

  @Override
  protected Placement placement() {
    return gpu(engine());
  }
}
