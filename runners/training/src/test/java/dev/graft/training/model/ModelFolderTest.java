package dev.graft.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import dev.graft.api.head.Decision;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Flatten;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.training.ToyExperiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
  @TempDir private Path temporary;

  private Path folder;

  @BeforeEach
  void place() {
    folder = temporary.resolve("run/model");
  }

  private static SavedModel model(Decision decision) {
    ImageSize size = ImageSize.rgb(4, 5);
    Architecture.Builder network = Architecture.builder("pets", Input.image(size));
    network.add("flatten", new Flatten());
    network.add("logits", Dense.of(decision.outputs(2)));
    Architecture built = network.build();
    return new SavedModel(
        "pets",
        built,
        new Labels(List.of("cat", "köter, \"dog\"")),
        decision,
        new ImageInput(size, Resize.CROP, 0.875),
        Weights.initial(built, 5));
  }

  private static void write(Path folder, SavedModel model) {
    ModelFolder.write(folder, model, ToyExperiment.LAYERS);
  }

  private SavedModel read() {
    return ModelFolder.read(folder, ToyExperiment.LAYERS);
  }

  @Test
  void readsBackWhatItWrote() {
    SavedModel softmax = model(new Decision.Softmax());
    write(folder, softmax);
    assertThat(read()).isEqualTo(softmax);

    folder = temporary.resolve("other");
    SavedModel sigmoid = model(new Decision.Sigmoid(0.3));
    write(folder, sigmoid);
    assertThat(read()).isEqualTo(sigmoid);
  }

  @Test
  void leavesNothingBesideTheFolder() {
    write(folder, model(new Decision.Softmax()));

    assertThat(folder.getParent().toFile().list()).containsExactly("model");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "architecture.json",
            "weights.safetensors",
            "labels.json",
            "decision.json",
            "input.json");
  }

  @Test
  void neverWritesOverAModel() {
    write(folder, model(new Decision.Softmax()));

    assertThatThrownBy(() -> write(folder, model(new Decision.Softmax())))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is there already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "architecture.json",
        "weights.safetensors",
        "labels.json",
        "decision.json",
        "input.json"
      })
  void saysWhichFileIsMissingOrDamaged(String name) throws IOException {
    write(folder, model(new Decision.Sigmoid(0.5)));
    Path file = folder.resolve(name);

    Files.writeString(file, "{\"a\": 1}");
    assertThatThrownBy(this::read)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file.toString());

    Files.delete(file);
    assertThatThrownBy(this::read)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file + ": there is no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "labels.json | \"cat\", | ~~ | the network gives (2), but 1 labels",
        "labels.json | \"cat\" | \"\" | must not be blank",
        "input.json | \"height\" : 4 | \"height\" : 6 | the network takes (4, 5, 3)",
        "input.json | \"channels\" : 3 | \"channels\" : 2 | 1 channel",
        "input.json | 0.875 | 2 | a crop fraction is in (0, 1]",
        "input.json | crop\" | zoom\" | expected one of stretch, crop",
        "decision.json | softmax | hardmax | expected \"type\": \"sigmoid\" or \"softmax\"",
      })
  void refusesPartsThatDoNotBelongTogether(String name, String part, String instead, String message)
      throws IOException {
    write(folder, model(new Decision.Softmax()));
    Path file = folder.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(part);
    Files.writeString(file, text.replace(part, instead));

    assertThatThrownBy(this::read)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aModelsPartsMustFit() {
    SavedModel model = model(new Decision.Softmax());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SavedModel(
                    "pets",
                    model.network(),
                    new Labels(List.of("a", "b", "c")),
                    model.decision(),
                    model.input(),
                    model.weights()))
        .withMessageContaining("3 labels with this decision need 3 scores");
  }
}
