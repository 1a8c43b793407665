package dev.graft.benchmarks;

import dev.graft.api.engine.Engine;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.optimizer.Optimizer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One training step: all of MobileNetV2 over a batch of pictures, or a head alone over a batch of
 * features.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 4)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC"})
public class TrainingStepBenchmark {
  /** Name of the engine. */
  @Param({"tensorflow", "djl"})
  public String engine = "";

  /** What is trained. */
  @Param({"ALL", "HEAD"})
  public Trained trained = Trained.ALL;

  /** Name of the optimizer. */
  @Param({"sgd", "adam"})
  public String optimizer = "";

  /** Examples in the batch. */
  @Param("32")
  public int batch;

  /** Height and width of the pictures. */
  @Param("160")
  public int size;

  /** Threads of the engine. */
  @Param("2")
  public int threads;

  private TrainingBatch examples;
  private TrainingNetwork network;

  /** Which layers are trained. */
  public enum Trained {
    /** Every layer, from pictures. */
    ALL,
    /** The head alone, from features. */
    HEAD
  }

  /** Builds the network. */
  @Setup
  public void build() {
    MobileNetV2Workload workload = new MobileNetV2Workload(batch, size, threads);
    Engine made = EngineByName.of(engine);
    Optimizer update = OptimizerByName.of(optimizer);
    switch (trained) {
      case ALL -> {
        examples = workload.trainingBatch();
        network = workload.training(made, update);
      }
      case HEAD -> {
        examples = workload.headBatch();
        network = workload.headTraining(made, update);
      }
    }
  }

  /** Frees it. */
  @TearDown
  public void close() {
    network.close();
  }

  /** A step. */
  @Benchmark
  public TrainingNetwork.Step step() {
    return network.step(examples, MobileNetV2Workload.LEARNING_RATE);
  }
}
