package dev.graft.benchmarks;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.MobileNetV2;
import dev.graft.heads.BinaryCrossEntropy;
import dev.graft.heads.LogitHead;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * What the benchmarks of networks compute: MobileNetV2 with alpha 1.0 over a batch of pictures that
 * lies in memory. Forward: pictures to globally pooled features. Training: pictures to one logit,
 * all layers trained. The weights and the pictures are those of the peers.
 *
 * @param batch number of pictures
 * @param size height and width of the pictures
 * @param threads threads of an engine
 */
public record MobileNetV2Workload(int batch, int size, int threads) {
  /** The learning rate of every training step. */
  public static final double LEARNING_RATE = 1e-3;

  private Architecture backbone() {
    return new MobileNetV2(new MobileNetV2.Settings(1.0)).architecture(ImageSize.rgb(size, size));
  }

  private Architecture features() {
    Architecture backbone = backbone();
    Architecture.Builder pooled =
        Architecture.builder(
            "pooled", dev.graft.api.architecture.Input.features(backbone.outputShape()));
    pooled.add("pooling", new GlobalAveragePooling2D(false));
    return backbone.then(backbone.name(), pooled.build());
  }

  private static Architecture head(Shape features) {
    return new LogitHead(new LogitHead.Settings(Optional.empty(), 0, 0.5))
        .layers(features, new Labels(List.of("even", "odd")));
  }

  private Placement placement() {
    return Placement.cpu(threads);
  }

  /** The network that computes features, in inference; the caller closes it. */
  public InferenceNetwork inference(Engine engine) {
    Architecture network = features();
    return engine.infer(network, FormulaWeights.of(network), placement());
  }

  /** The network with its head, all layers trained; the caller closes it. */
  public TrainingNetwork training(Engine engine, Optimizer optimizer) {
    Architecture backbone = backbone();
    return training(
        engine, backbone.then(backbone.name(), head(backbone.outputShape())), optimizer);
  }

  /** The head alone over the backbone's pooled features; the caller closes it. */
  public TrainingNetwork headTraining(Engine engine, Optimizer optimizer) {
    return training(engine, head(features().outputShape()), optimizer);
  }

  private TrainingNetwork training(Engine engine, Architecture network, Optimizer optimizer) {
    Weights weights = FormulaWeights.of(network);
    TrainingProgram program =
        new TrainingProgram(
            network,
            Set.of(),
            new BinaryCrossEntropy(new BinaryCrossEntropy.Settings(0)),
            optimizer,
            OptionalDouble.empty(),
            new Randomness(1));
    return engine.train(program, weights, placement());
  }

  /** The pictures: the formula of {@code peers/contest.py}. */
  public Batch.Pixels pictures() {
    byte[] values = new byte[batch * size * size * 3];
    int i = 0;
    for (int n = 0; n < batch; n++) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          for (int c = 0; c < 3; c++) {
            values[i++] = (byte) (x * (3 + c) + y * (5 - c) + 37 * n);
          }
        }
      }
    }
    return new Batch.Pixels(batch, ImageSize.rgb(size, size), values);
  }

  /** The pictures with targets of 0 and 1 in turn. */
  public TrainingBatch trainingBatch() {
    return labelled(pictures());
  }

  /** Features with targets of 0 and 1 in turn. */
  public TrainingBatch headBatch() {
    Shape shape = features().outputShape();
    float[] values = new float[batch * shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101) / 101f;
    }
    return labelled(new Batch.Floats(batch, shape, values));
  }

  private TrainingBatch labelled(Batch inputs) {
    float[] targets = new float[batch];
    for (int i = 0; i < batch; i++) {
      targets[i] = i % 2;
    }
    return new TrainingBatch(
        inputs,
        new Batch.Floats(batch, Shape.of(1), targets),
        0,
        LongStream.range(0, batch).toArray());
  }
}
