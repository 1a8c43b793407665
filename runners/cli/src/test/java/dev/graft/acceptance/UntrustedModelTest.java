package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import dev.graft.api.head.Decision;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Flatten;
import dev.graft.api.weights.Weights;
import dev.graft.assembly.Graft;
import dev.graft.cli.CommandLineRun;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.SavedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model's folder from somebody else is data: what it says is checked, and none of it is run. */
class UntrustedModelTest {
  private static final AtomicBoolean RAN = new AtomicBoolean();
  private static final String HASH = "0".repeat(64);

  @TempDir private Path folder;
  private Path model;

  /** What does harm when it is read as an object. */
  private static final class Payload implements Serializable {
    private static final long serialVersionUID = 1L;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      RAN.set(true);
    }
  }

  @BeforeEach
  void goodModel() {
    RAN.set(false);
    model = folder.resolve("run/model");
    ImageSize size = ImageSize.rgb(4, 5);
    Architecture.Builder layers = Architecture.builder("pets", Input.image(size));
    layers.add("flatten", new Flatten());
    layers.add("logits", Dense.of(2));
    Architecture network = layers.build();
    SavedModel saved =
        new SavedModel(
            "pets",
            network,
            new Labels(List.of("cat", "dog")),
            new Decision.Softmax(),
            new ImageInput(size, Resize.STRETCH, 1),
            Weights.initial(network, 5));
    try (Graft graft = Graft.fromClassPath()) {
      ModelFolder.write(model, saved, graft.layerTypes());
    }
  }

  private CommandLineRun read() {
    return CommandLineRun.graft("summary", folder.resolve("run").toString());
  }

  private void replace(String file, String part, String instead) throws IOException {
    Path path = model.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(part);
    Files.writeString(path, text.replace(part, instead));
  }

  private String refused() {
    CommandLineRun run = read();
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("\tat ", "This is a bug").contains(model.toString());
    assertThat(RAN).isFalse();
    return run.err();
  }

  @Test
  void theOneThatTheOthersAreMadeOfIsFine() {
    CommandLineRun run = read();

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Classes: cat, dog");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.ProcessBuilder",
        "dev.graft.api.layers.Flatten",
        "dev.graft.acceptance.UntrustedModelTest$Payload",
        "strangers/flatten",
        "adam",
        "../flatten",
        "${jndi:ldap://localhost/a}"
      })
  void aLayerIsOneOfAnInstalledPlugin(String type) throws IOException {
    replace("architecture.json", "\"type\":\"flatten\"", "\"type\":\"" + type + "\"");

    assertThat(refused()).contains("architecture.json", type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "architecture.json | \"settings\":{} | \"settings\":{\"@class\":\"java.lang.ProcessBuilder\"}",
        "architecture.json | \"settings\":{} | \"settings\":[\"java.lang.ProcessBuilder\",{}]",
        "labels.json | \"labels\" | \"@type\":\"java.lang.ProcessBuilder\",\"labels\"",
        "decision.json | \"softmax\" | \"java.lang.ProcessBuilder\"",
        "input.json | \"stretch\" | \"java.lang.ProcessBuilder\"",
        "input.json | \"stretch\" | [\"java.lang.ProcessBuilder\", \"stretch\"]",
      })
  void noClassIsMadeByItsName(String file, String part, String instead) throws IOException {
    replace(file, part, instead);

    assertThat(refused()).contains(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "architecture.json",
        "labels.json",
        "decision.json",
        "input.json",
        "weights.safetensors"
      })
  void aSerializedObjectIsNotRead(String file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Payload());
    }
    Files.write(model.resolve(file), bytes.toByteArray());

    assertThat(refused()).contains(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "architecture.json",
        "labels.json",
        "decision.json",
        "input.json",
        "weights.safetensors"
      })
  void depthAndNumbersAreBounded(String file) throws IOException {
    for (String bomb :
        List.of(
            "[".repeat(1_000_000),
            "{\"a\":".repeat(500_000),
            "{\"labels\": 1" + "0".repeat(1_000_000) + "}",
            "a: &a [x]\nb: &b [*a, *a]\n")) {
      Files.writeString(model.resolve(file), bomb);

      assertThat(refused()).hasSizeLessThan(2_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../../etc/passwd",
        "/etc/passwd",
        "a/../../b",
        "..",
        ".",
        "",
        "..\\\\..\\\\b",
        "C:\\\\b",
        "a//b"
      })
  void filesOfAnImportedNetworkLieInTheFolder(String name) throws IOException {
    imported("imported/flatten", name);

    assertThat(refused()).contains("a file of an imported network lies in its folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc", "imported/../..", "imported/other", "..", "../../run"})
  void theFolderOfAnImportedNetworkIsItsOwn(String place) throws IOException {
    imported(place, "passwd");

    assertThat(refused()).contains("its files are said to be in '" + place + "'");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkThatLeadsOutIsNotBelieved() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "of somebody else");
    imported("imported/flatten", "saved_model.pb");
    Files.createDirectories(model.resolve("imported/flatten"));
    Files.createSymbolicLink(model.resolve("imported/flatten/saved_model.pb"), secret);

    assertThat(refused()).contains("has SHA-256").doesNotContain("of somebody else");
  }

  /** Says that the layer 'flatten' is a network of another library. */
  private void imported(String place, String name) throws IOException {
    replace("architecture.json", "\"type\":\"flatten\"", "\"type\":\"saved_model\"");
    replace(
        "architecture.json",
        "\"settings\":{}",
        ("\"settings\":{\"files\":{\"folder\":\"%s\",\"content\":[{\"name\":\"%s\",\"bytes\":1,"
                + "\"sha_256\":\"%s\"}]},\"signature\":\"s\",\"input\":[4,5,3],\"features\":[60],"
                + "\"hidden\":0}")
            .formatted(place, name, HASH));
  }
}
