package dev.graft.api.imported;

import dev.graft.api.Shape;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.weights.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An imported network that is only looked at. */
record StandIn(ImportedFiles files, boolean parameters) implements ImportedLayer {
  static final Map<String, FloatTensor> VALUES =
      Map.of("kernel", new FloatTensor(Shape.of(2), new float[] {3, 4}));

  @Override
  public String origin() {
    return "stand-in";
  }

  @Override
  public String engine() {
    return "other";
  }

  @Override
  public ImportedLayer withFiles(ImportedFiles other) {
    return new StandIn(other, parameters);
  }

  @Override
  public Optional<String> whyFrozen() {
    return parameters ? Optional.empty() : Optional.of("has no parameters");
  }

  @Override
  public Map<String, FloatTensor> values() {
    return parameters ? VALUES : Map.of();
  }

  @Override
  public long hiddenParameterCount() {
    return 7;
  }

  @Override
  public List<Integer> input() {
    return List.of(224, 224, 3);
  }

  @Override
  public List<Integer> features() {
    return List.of(5);
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    return parameters
        ? List.of(Parameter.trainable("kernel", Shape.of(2), Initializer.ZEROS))
        : List.of();
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    throw otherEngine();
  }
}
