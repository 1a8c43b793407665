package dev.graft.testkit.engine;

import dev.graft.api.engine.Engine;
import dev.graft.testkit.reference.ReferenceEngine;

/**
 * The reference engine against its own contract: what it promises of states, errors and closing.
 */
class ReferenceEngineContractTest extends EngineContract {
  @Override
  protected Engine engine() {
    return new ReferenceEngine();
  }
}
