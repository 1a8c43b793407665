package dev.graft.testkit;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.Input;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Example;
import dev.graft.api.data.ImageInput;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Decision;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.weights.WeightsSource;
import dev.graft.testkit.reference.ReferenceEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** An experiment of a few drawn pictures and a small network, on the reference engine. */
final class SmallExperiment {
  private static final ImageSize SIZE = ImageSize.rgb(8, 8);

  private SmallExperiment() {}

  static Experiment in(Path output) {
    Architecture.Builder backbone = Architecture.builder("small", Input.image(SIZE));
    backbone.add("rescaling", new Rescaling(1 / 255.0, 0));
    backbone.add("conv", Conv2D.of(4, 3));
    Architecture.Builder head = Architecture.builder("top", Input.features(Shape.of(6, 6, 4)));
    head.add("head_pooling", new GlobalAveragePooling2D(false));
    head.add("logits", Dense.of(2));
    return new Experiment(
        "small",
        1,
        new DataSplit(new Labels(List.of("even", "odd")), examples(0, 6), examples(6, 10)),
        ImageInput.stretch(SIZE),
        backbone.build(),
        WeightsSource.none(),
        head.build(),
        Optional.empty(),
        new Decision.Softmax(),
        new SoftmaxCrossEntropy(),
        List.of(),
        List.of(),
        List.of(
            new Phase(
                "training",
                1,
                4,
                new Freeze.None(),
                new GradientDescent(0.1),
                OptionalDouble.empty())),
        new ReferenceEngine(),
        "reference",
        output,
        "name: small\n",
        Map.of());
  }

  private static List<Example> examples(int from, int to) {
    return IntStream.range(from, to).<Example>mapToObj(Drawn::new).toList();
  }

  private record Drawn(int number) implements Example {
    @Override
    public String id() {
      return "drawn/" + number;
    }

    @Override
    public int label() {
      return number % 2;
    }

    @Override
    public Image image() {
      return Draws.image(id(), SIZE);
    }
  }
}
