package dev.graft.tensorflow;

import dev.graft.api.engine.Engine;
import dev.graft.testkit.engine.EngineContract;

/** TensorFlow's engine against the contract of every engine. */
class TensorFlowEngineContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new TensorFlowEngine();
  }
}
