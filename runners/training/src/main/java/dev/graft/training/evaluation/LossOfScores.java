package dev.graft.training.evaluation;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import dev.graft.api.weights.Weights;
import java.util.List;

/**
 * Each example's loss, computed from scores by an engine that only infers: a loss is written over
 * {@link Ops}, so it can be a network of one layer, fed with scores and targets side by side.
 */
final class LossOfScores implements AutoCloseable {
  private final InferenceNetwork network;
  private final int outputs;

  LossOfScores(Loss loss, int outputs, Engine engine, Placement placement) {
    this.outputs = outputs;
    Architecture.Builder builder =
        Architecture.builder("loss", Input.features(Shape.of(2 * outputs)));
    builder.add("loss", new LossLayer(loss, outputs));
    this.network = engine.infer(builder.build(), Weights.empty(), placement);
  }

  /** The loss of each example. */
  float[] of(Batch.Floats scores, Batch.Floats targets) {
    float[] both = new float[2 * outputs * scores.count()];
    for (int i = 0; i < scores.count(); i++) {
      System.arraycopy(scores.values(), i * outputs, both, 2 * i * outputs, outputs);
      System.arraycopy(targets.values(), i * outputs, both, (2 * i + 1) * outputs, outputs);
    }
    return network.run(new Batch.Floats(scores.count(), Shape.of(2 * outputs), both)).values();
  }

  @Override
  public void close() {
    network.close();
  }

  private record LossLayer(Loss loss, int outputs) implements Layer {
    private static final Shape PAIR = Shape.of(2, 1);

    @Override
    public Shape outputShape(List<Shape> inputs) {
      Shape input = InputShapes.single(inputs);
      if (!input.equals(Shape.of(2 * outputs))) {
        throw new IllegalArgumentException(
            "takes " + outputs + " scores and as many targets, found " + input);
      }
      return Shape.of(1);
    }

    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      T rows = ops.reshape(inputs.get(0), Shape.of(2, outputs));
      T losses = loss.of(ops, row(ops, rows, 1, 0), row(ops, rows, 0, 1));
      return ops.reshape(losses, Shape.of(1));
    }

    /** One of the two rows: the other is multiplied by 0, and the rows are added. */
    private static <T> T row(Ops<T> ops, T rows, float first, float second) {
      T mask = ops.constant(PAIR, new float[] {first, second});
      return ops.sum(ops.multiply(rows, mask), false, 1);
    }
  }
}
