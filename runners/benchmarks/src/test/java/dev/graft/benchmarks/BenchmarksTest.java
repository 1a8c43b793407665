package dev.graft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.engine.Engine;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.components.Components;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.infra.Blackhole;

/** Every benchmark's body runs, once and on a small case. Nothing is timed. */
class BenchmarksTest {
  private static final int BATCH = 2;
  private static final int SIZE = 32;

  static List<String> engines() {
    return Components.discover(BenchmarksTest.class.getClassLoader()).names(Engine.class);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void forward(String engine) {
    ForwardBenchmark benchmark = new ForwardBenchmark();
    benchmark.engine = engine;
    benchmark.batch = BATCH;
    benchmark.size = SIZE;
    benchmark.threads = 1;
    benchmark.build();
    try {
      assertThat(benchmark.forward().values()).hasSize(BATCH * 1280);
    } finally {
      benchmark.close();
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aStepOfAllLayersWithMomentum(String engine) {
    assertThatAStepLearns(engine, TrainingStepBenchmark.Trained.ALL, "sgd");
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aStepOfTheHeadWithAdam(String engine) {
    assertThatAStepLearns(engine, TrainingStepBenchmark.Trained.HEAD, "adam");
  }

  private static void assertThatAStepLearns(
      String engine, TrainingStepBenchmark.Trained trained, String optimizer) {
    TrainingStepBenchmark benchmark = new TrainingStepBenchmark();
    benchmark.engine = engine;
    benchmark.trained = trained;
    benchmark.optimizer = optimizer;
    benchmark.batch = BATCH;
    benchmark.size = SIZE;
    benchmark.threads = 1;
    benchmark.build();
    try {
      float before = benchmark.step().loss();
      assertThat(benchmark.step().loss()).isPositive().isNotEqualTo(before);
    } finally {
      benchmark.close();
    }
  }

  @Test
  void listingPlugins() throws IOException {
    PluginListingBenchmark benchmark = new PluginListingBenchmark();
    benchmark.plugins = 1;
    benchmark.write();
    try {
      assertThat(benchmark.list())
          .extracting(component -> component.plugin())
          .filteredOn(plugin -> plugin.equals("plugin0"))
          .hasSize(5);
    } finally {
      benchmark.delete();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsTrainedIsWhatTheParameterSays(TrainingStepBenchmark.Trained trained) {
    MobileNetV2Workload workload = new MobileNetV2Workload(BATCH, SIZE, 1);

    try (var network =
        trained == TrainingStepBenchmark.Trained.ALL
            ? workload.training(EngineByName.of("tensorflow"), OptimizerByName.of("sgd"))
            : workload.headTraining(EngineByName.of("tensorflow"), OptimizerByName.of("sgd"))) {
      // 158 of MobileNetV2's tensors are trained with a head's kernel and bias; Keras says so too.
      assertThat(network.slots().tensors())
          .hasSize(trained == TrainingStepBenchmark.Trained.ALL ? 158 : 2);
    }
  }

  @Test
  void augmenting() {
    AugmentationBenchmark benchmark = new AugmentationBenchmark();
    benchmark.batch = BATCH;
    benchmark.size = SIZE;
    benchmark.build();

    benchmark.augment(
        new Blackhole(
            "Today's password is swordfish. I understand instantiating Blackholes directly is"
                + " dangerous."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png"})
  void decoding(String format) throws IOException {
    DecodingBenchmark benchmark = new DecodingBenchmark();
    benchmark.format = format;
    benchmark.width = 100;
    benchmark.size = SIZE;
    benchmark.paint();

    assertThat(benchmark.decode().size()).isEqualTo(ImageSize.rgb(SIZE, SIZE));
  }

  @Test
  void jmhFindsThem() throws IOException {
    try (InputStream list = getClass().getResourceAsStream("/META-INF/BenchmarkList")) {
      assertThat(new String(list.readAllBytes(), StandardCharsets.UTF_8))
          .contains(
              ForwardBenchmark.class.getName(),
              TrainingStepBenchmark.class.getName(),
              AugmentationBenchmark.class.getName(),
              DecodingBenchmark.class.getName());
    }
  }

  @Test
  void anUnknownEngineIsAProblem() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> EngineByName.of("tensorflaw"))
        .withMessageContaining("did you mean 'tensorflow'?");
  }
}
