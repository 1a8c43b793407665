package dev.graft.tensorflow;

import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Chunks;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.op.Op;

/** A graph whose parameters are variables, and the session that keeps them. */
final class TensorFlowTrainingNetwork implements TrainingNetwork {
  private final TrainingProgram program;
  private final GraphSession session;
  private final TrainingGraph graph;
  private final Chunks chunks;
  private long steps;

  private TensorFlowTrainingNetwork(
      TrainingProgram program, Weights weights, GraphSession session) {
    this.program = program;
    this.session = session;
    this.graph = new TrainingGraph(program, session.graph(), session.tf());
    this.chunks = Chunks.of(program.network());
    session.start(graph.fusible(), graph.restorations());
    try (Feeds feeds = new Feeds()) {
      List<Op> initial = new ArrayList<>(graph.parameters().assignFed(feeds, weights));
      initial.addAll(graph.zeroSlots());
      assign(feeds, initial);
    }
  }

  /** Builds the graph and sets its variables; all slots are 0. */
  static TensorFlowTrainingNetwork build(
      TrainingProgram program, Weights weights, Placement placement) {
    GraphSession session = new GraphSession(program.network().name(), placement);
    try {
      return new TensorFlowTrainingNetwork(program, weights, session);
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private void assign(Feeds feeds, List<Op> assignments) {
    if (!assignments.isEmpty()) {
      session.run(feeds, List.of(), assignments);
    }
  }

  @Override
  public TrainingProgram program() {
    session.requireOpen();
    return program;
  }

  @Override
  public Step step(TrainingBatch batch, double learningRate) {
    try (Feeds feeds = new Feeds()) {
      feedTraining(feeds, batch);
      if (!graph.trained().isEmpty()) {
        feeds.add(graph.learningRate(), HostTensors.scalar(learningRate));
        feeds.add(graph.step(), HostTensors.scalar((double) (steps + 1)));
      }
      List<float[]> found =
          session.run(
              feeds, List.of(graph.meanLoss(), graph.trainingScores()), graph.assignments());
      steps++;
      return new Step(found.get(0)[0], scores(batch.inputs().count(), found.get(1)));
    }
  }

  @Override
  public Weights gradients(TrainingBatch batch) {
    Map<String, FloatTensor> gradients = new LinkedHashMap<>();
    try (Feeds feeds = new Feeds()) {
      feedTraining(feeds, batch);
      if (graph.trained().isEmpty()) {
        return Weights.empty();
      }
      List<float[]> found = session.run(feeds, graph.gradients(), List.of());
      for (int i = 0; i < found.size(); i++) {
        ResourceVariable variable = graph.trained().get(i);
        gradients.put(variable.key(), new FloatTensor(variable.shape(), found.get(i)));
      }
    }
    return Weights.of(gradients);
  }

  private void feedTraining(Feeds feeds, TrainingBatch batch) {
    session.requireOpen();
    program.require(batch.inputs(), batch.targets());
    int count = batch.inputs().count();
    graph.input().feed(feeds, batch.inputs(), 0, count);
    feedTargets(feeds, batch.targets(), 0, count);
    graph.masks().feed(feeds, batch);
  }

  private void feedTargets(Feeds feeds, Batch.Floats targets, int first, int count) {
    feeds.add(
        graph.targets(),
        HostTensors.floats(targets.exampleShape(), targets.values(), first, count));
  }

  private Batch.Floats scores(int count, float[] values) {
    return new Batch.Floats(count, program.network().outputShape(), values);
  }

  @Override
  public Evaluation evaluate(Batch inputs, Batch.Floats targets) {
    session.requireOpen();
    program.require(inputs, targets);
    int size = program.network().outputShape().intSize();
    float[] losses = new float[inputs.count()];
    float[] scores = new float[Math.multiplyExact(inputs.count(), size)];
    chunks.forEach(
        inputs.count(),
        (first, count) -> {
          try (Feeds feeds = new Feeds()) {
            graph.input().feed(feeds, inputs, first, count);
            feedTargets(feeds, targets, first, count);
            List<float[]> found =
                session.run(feeds, List.of(graph.losses(), graph.inferenceScores()), List.of());
            System.arraycopy(found.get(0), 0, losses, first, count);
            System.arraycopy(found.get(1), 0, scores, first * size, count * size);
          }
        });
    return new Evaluation(losses, scores(inputs.count(), scores));
  }

  @Override
  public Weights weights() {
    session.requireOpen();
    return graph.parameters().read(session);
  }

  @Override
  public Weights slots() {
    session.requireOpen();
    return graph.slots().read(session);
  }

  @Override
  public long steps() {
    session.requireOpen();
    return steps;
  }

  @Override
  public void restore(Weights weights, Weights slots, long stepsMade) {
    session.requireOpen();
    program.requireState(weights, slots, stepsMade);
    try (Feeds feeds = new Feeds()) {
      List<Op> assignments = new ArrayList<>(graph.parameters().assignFed(feeds, weights));
      assignments.addAll(graph.slots().assignFed(feeds, slots));
      assign(feeds, assignments);
    }
    steps = stepsMade;
  }

  @Override
  public void close() {
    session.close();
  }
}
