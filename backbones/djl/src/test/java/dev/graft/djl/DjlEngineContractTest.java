package dev.graft.djl;

import dev.graft.api.engine.Engine;
import dev.graft.testkit.engine.EngineContract;

class DjlEngineContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new DjlEngine();
  }
}
