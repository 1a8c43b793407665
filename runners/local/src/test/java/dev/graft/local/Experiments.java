package dev.graft.local;

import static org.mockito.Mockito.mock;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.Input;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.ImageInput;
import dev.graft.api.engine.Engine;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.weights.WeightsSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Experiments that no test looks into. */
final class Experiments {
  private Experiments() {}

  /** An experiment that is computed by an engine. */
  static Experiment on(Engine engine) {
    ImageSize size = ImageSize.rgb(4, 4);
    Architecture network = Architecture.builder("net", Input.image(size)).build();
    return new Experiment(
        "x",
        1,
        new DataSplit(new Labels(List.of("a", "b")), List.of(), List.of()),
        ImageInput.stretch(size),
        network,
        WeightsSource.none(),
        network,
        Optional.empty(),
        new Decision.Softmax(),
        mock(Loss.class),
        List.of(),
        List.of(),
        List.of(
            new Phase(
                "training",
                1,
                8,
                new Freeze.None(),
                mock(Optimizer.class),
                OptionalDouble.empty())),
        engine,
        "mock",
        Path.of("out"),
        "",
        Map.of());
  }
}
