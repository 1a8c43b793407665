package dev.graft.assembly.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.example.everything.EverythingPlugin;
import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Flatten;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.Components;
import dev.graft.training.TrainingPlugin;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer that a plugin uses and does not list is told before the training, not at its end. */
class UnlistedLayerTest {
  private static final String FILE =
      """
      data: {type: stripes}
      backbone: {type: %s, engine: abacus}
      head: {type: %s}
      loss: {type: squares}
      training: {epochs: 1, batch_size: 4, optimizer: {type: steps}, schedule: {type: steady}}
      runner: {type: here}
      """;

  @TempDir private Path folder;

  private final Graft graft =
      Graft.of(
          Components.of(
              List.of(
                  new EverythingPlugin(),
                  new TrainingPlugin(),
                  new BuiltInLayers(),
                  new LoosePlugin())));

  /** Doubles its input. */
  public record Twice() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
      return InputShapes.single(inputs);
    }

    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      return ops.multiply(inputs.get(0), 2);
    }
  }

  /** A backbone that uses the layer twice. */
  public static final class LooseNet implements Backbone {
    /** Made without settings. */
    @Inject
    public LooseNet() {}

    @Override
    public Architecture architecture(ImageSize size) {
      Architecture.Builder network = Architecture.builder("loose", Input.image(size));
      network.add("twice_1", new Twice());
      network.add("twice_2", new Twice());
      return network.build();
    }
  }

  /** A head that uses the layer. */
  public static final class LooseHead implements Head {
    /** Made without settings. */
    @Inject
    public LooseHead() {}

    @Override
    public Architecture layers(Shape features, Labels labels) {
      Architecture.Builder network = Architecture.builder("loose", Input.features(features));
      network.add("head_flatten", new Flatten());
      network.add("head_twice", new Twice());
      network.add("logits", Dense.of(labels.count()));
      return network.build();
    }

    @Override
    public Decision decision() {
      return new Decision.Softmax();
    }

    @Override
    public String defaultLoss() {
      return "squares";
    }
  }

  /** Lists both, and not their layer. */
  private static final class LoosePlugin implements Plugin {
    @Override
    public String id() {
      return "loose";
    }

    @Override
    public List<Component<?>> components() {
      return List.of(
          Component.of(Backbone.class, "loose_net", LooseNet.class, "Doubles twice."),
          Component.of(Head.class, "loose_head", LooseHead.class, "Doubles."));
    }
  }

  private List<String> problems(String backbone, String head) throws IOException {
    Path file = Files.writeString(folder.resolve("x.yaml"), FILE.formatted(backbone, head));
    return catchThrowableOfType(
            ProblemException.class, () -> graft.experiment(file, List.of()).close())
        .problems()
        .stream()
        .map(Problem::toString)
        .map(text -> text.substring(text.indexOf("x.yaml")))
        .toList();
  }

  @Test
  void ofABackboneIsToldOnceAtItsPlace() throws IOException {
    assertThat(problems("loose_net", "sums"))
        .containsExactly(
            "x.yaml:2:11: backbone: 'loose_net' uses a layer that no plugin lists among its"
                + " components, "
                + Twice.class.getName()
                + " (layer 'twice_1'): no model could be saved with it; let its plugin list it:"
                + " Component.ofRecord(Layer.class, NAME, Twice.class, …)");
  }

  @Test
  void ofAHeadIsToldAtItsPlace() throws IOException {
    assertThat(problems("halves", "loose_head"))
        .singleElement()
        .asString()
        .startsWith("x.yaml:3:7: head: 'loose_head' uses a layer that no plugin lists");
  }
}
