package org.example.exampleplugin;

import dev.graft.api.Shape;
import dev.graft.api.layer.Layer;
import dev.graft.testkit.LayerContract;
import java.util.List;

class ExampleGateTest extends LayerContract {
  @Override
  protected Layer layer() {
    return new ExampleGate(2);
  }

  @Override
  protected List<List<Shape>> refusedInputs() {
    return List.of(List.of(Shape.of(7))); // a vector
  }
}
