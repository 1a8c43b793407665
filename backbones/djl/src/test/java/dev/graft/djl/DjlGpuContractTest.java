package dev.graft.djl;

import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.testkit.engine.EngineContract;
import org.junit.jupiter.api.Tag;

/** The contract on a GPU; fails where there is none. */
@Tag("gpu")
class DjlGpuContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new DjlEngine();
  }

  @Override
  protected Placement placement() {
    return gpu(engine());
  }
}
