package dev.graft.benchmarks.compare;

import com.sun.management.OperatingSystemMXBean;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.benchmarks.EngineByName;
import dev.graft.benchmarks.MobileNetV2Workload;
import dev.graft.benchmarks.OptimizerByName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * One of Graft's engines as a contestant: says who it is, then answers each line {@code TASK TIMES}
 * with the seconds of each repetition, as the Python peers do. What a task needs is made when it is
 * first asked for.
 */
final class GraftContestant implements AutoCloseable {
  static final String FORWARD = "forward";
  static final String STEP = "step-";
  static final List<String> TASKS = List.of(FORWARD, STEP + "sgd", STEP + "adam");

  private final Engine engine;
  private final MobileNetV2Workload workload;
  private final Batch.Pixels pictures;
  private final TrainingBatch examples;
  private final InferenceNetwork inference;
  private final Map<String, TrainingNetwork> training = new LinkedHashMap<>();
  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  GraftContestant(Engine engine, MobileNetV2Workload workload) {
    this.engine = engine;
    this.workload = workload;
    this.pictures = workload.pictures();
    this.examples = workload.trainingBatch();
    this.inference = workload.inference(engine);
  }

  /**
   * Serves the standard input until it ends.
   *
   * @param arguments name of the engine, pictures in a batch, their height and width, threads
   */
  public static void main(String[] arguments) throws IOException {
    MobileNetV2Workload workload =
        new MobileNetV2Workload(
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    try (GraftContestant contestant = new GraftContestant(EngineByName.of(arguments[0]), workload);
        BufferedReader requests =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      contestant.serve(requests, System.out);
    }
  }

  void serve(BufferedReader requests, PrintStream answers) throws IOException {
    JsonMapper json = JsonMapper.shared();
    answers.println(json.writeValueAsString(introduction()));
    for (String request = requests.readLine(); request != null; request = requests.readLine()) {
      String[] words = request.trim().split(" ", 2);
      answers.println(json.writeValueAsString(run(words[0], Integer.parseInt(words[1]))));
    }
  }

  Introduction introduction() {
    float[] features = inference.run(pictures).values();
    int two = Math.min(2, pictures.count()) * inference.architecture().outputShape().intSize();
    double[] first = new double[two];
    Arrays.setAll(first, i -> features[i]);
    return new Introduction(
        "Graft, " + engine.description() + ", Java " + Runtime.version().feature(), first, TASKS);
  }

  Slice run(String task, int times) {
    Runnable once = once(task);
    double[] seconds = new double[times];
    long cpu = process.getProcessCpuTime();
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      once.run();
      seconds[i] = (System.nanoTime() - begin) * 1e-9;
    }
    return new Slice(seconds, (process.getProcessCpuTime() - cpu) * 1e-9);
  }

  private Runnable once(String task) {
    if (task.equals(FORWARD)) {
      return () -> inference.run(pictures);
    }
    TrainingNetwork network =
        training.computeIfAbsent(
            task,
            name -> workload.training(engine, OptimizerByName.of(name.substring(STEP.length()))));
    return () -> network.step(examples, MobileNetV2Workload.LEARNING_RATE);
  }

  @Override
  public void close() {
    inference.close();
    training.values().forEach(TrainingNetwork::close);
  }
}
