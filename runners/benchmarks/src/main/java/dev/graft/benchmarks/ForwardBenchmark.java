package dev.graft.benchmarks;

import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
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

/** One batch of pictures to features: from bytes of the Java heap to floats of the Java heap. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseParallelGC"})
public class ForwardBenchmark {
  /** Name of the engine. */
  @Param({"tensorflow", "djl"})
  public String engine = "";

  /** Pictures in the batch. */
  @Param("32")
  public int batch;

  /** Height and width of the pictures. */
  @Param("160")
  public int size;

  /** Threads of the engine. */
  @Param("2")
  public int threads;

  private Batch pictures;
  private InferenceNetwork network;

  /** Builds the network. */
  @Setup
  public void build() {
    MobileNetV2Workload workload = new MobileNetV2Workload(batch, size, threads);
    pictures = workload.pictures();
    network = workload.inference(EngineByName.of(engine));
  }

  /** Frees it. */
  @TearDown
  public void close() {
    network.close();
  }

  /** A forward pass. */
  @Benchmark
  public Batch.Floats forward() {
    return network.run(pictures);
  }
}
