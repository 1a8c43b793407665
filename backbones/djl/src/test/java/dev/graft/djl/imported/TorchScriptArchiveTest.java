package dev.graft.djl.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Shape;
import dev.graft.api.problem.ProblemException;
import dev.graft.testkit.files.TorchScriptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a TorchScript file without PyTorch, and what is refused. */
class TorchScriptArchiveTest {
  private static final byte[] MODULE = bytes("\u0080\u0002c__torch__\nNet\n)\u0081}b.");

  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private Path zip(String... namesAndContents) throws IOException {
    Path file = folder.resolve("net.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        zip.putNextEntry(new ZipEntry("net/" + namesAndContents[i]));
        zip.write(bytes(namesAndContents[i + 1]));
        zip.closeEntry();
      }
    }
    return file;
  }

  private static void assertProblem(Path file, String... parts) {
    assertThatThrownBy(() -> TorchScriptArchive.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(parts);
  }

  @Test
  void tellsParametersValuesAndWhatElseThereIs() throws IOException {
    Path file =
        new TorchScriptFile("return x")
            .parameter("kernel", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
            .parameter("scale", new float[] {7})
            .buffer("mean", new float[] {8, 9, 10, 11}, 4)
            .write(folder.resolve("net.pt"));

    TorchScriptArchive archive = TorchScriptArchive.read(file);

    assertThat(archive.parameters())
        .containsExactly(
            new TorchParameter("kernel", List.of(2, 3)), new TorchParameter("scale", List.of()));
    assertThat(archive.hiddenCount()).isEqualTo(4);
    assertThat(archive.whyFrozen()).isEmpty();
    assertThat(archive.values()).containsOnlyKeys("kernel", "scale");
    assertThat(archive.values().get("kernel").values()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(archive.values().get("scale").shape()).isEqualTo(Shape.scalar());
  }

  @Test
  void oneWithoutParametersCannotBeTrained() throws IOException {
    Path file = new TorchScriptFile("return x").write(folder.resolve("net.pt"));
    assertThat(TorchScriptArchive.read(file).whyFrozen()).contains("has no parameters");

    Path constants =
        new TorchScriptFile("return x")
            .buffer("mean", new float[] {8}, 1)
            .write(folder.resolve("constants.pt"));
    assertThat(TorchScriptArchive.read(constants).whyFrozen().orElseThrow())
        .contains("only constants", "torch.jit.freeze");
  }

  @Test
  void oneThatWasTracedInTrainingIsRefused() throws IOException {
    assertProblem(
        TorchScriptFile.tracedInTraining(4).write(folder.resolve("net.pt")),
        "was traced in training mode (torch.batch_norm)",
        "call model.eval() before torch.jit.trace");
    assertProblem(
        new TorchScriptFile("return torch.dropout(torch.relu(x), 0.5, True)")
            .write(folder.resolve("net.pt")),
        "was traced in training mode (torch.dropout)");
    Path evaluated =
        new TorchScriptFile("return torch.dropout(torch.relu(x), 0.5, False)")
            .write(folder.resolve("net.pt"));
    assertThat(TorchScriptArchive.read(evaluated).parameters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'torch.save(x, \"x.bin\")', torch.save",
    "'y = torch.from_file(\"y.bin\", False, 3)', torch.from_file",
    "'y = ops.aten.load(\"x\")', torch.load"
  })
  void programsThatTouchFilesAreRefused(String line, String told) throws IOException {
    assertProblem(
        new TorchScriptFile(line + "\nreturn x").write(folder.resolve("net.pt")),
        "its program reads or writes files (" + told + ")",
        "a network that only computes");
  }

  @Test
  void whatIsNoTorchScriptIsTold() throws IOException {
    assertProblem(
        Files.writeString(folder.resolve("net.pt"), "no zip"),
        "is no TorchScript file, or a damaged one",
        "torch.jit.script(model.eval()).save(file)");
    assertProblem(zip("other", "x"), "is no TorchScript file; expected a module");
    assertProblem(
        zip("data.pkl", "x", "data/0", "x"), "holds weights or a Python model, but no program");
    assertProblem(zip("data.pkl", "\u0080\u0002].", "code/__torch__.py", ""), "it holds no module");
  }

  /**
   * The opcodes that run code in Python are those that PyTorch writes too: here they name things.
   */
  @Test
  void whatAPickleCallsIsNeverCalled() throws IOException {
    Path file =
        zip(
            "data.pkl",
            "\u0080\u0002c__torch__\nNet\n)\u0081}(X\u0001\0\0\0acos\nsystem\n(X\u0004\0\0\0exittRub.",
            "code/__torch__.py",
            "");

    assertThat(TorchScriptArchive.read(file).parameters()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // ends at once
        "\u0080\u0002", // nothing made
        ".", // takes nothing
        "a.", // appends to nothing
        "h\u0007.", // refers to nothing
        "}(K\u0001u.", // a key without a value
        "X\u00ff\u00ff\u00ff\u007fabc.", // a text longer than the file
        "\u008a .", // an integer of 32 bytes
        "]q\u0000h\u0000a}h\u0000K\u0001s.", // a list in itself as a key
        "i", // an opcode that PyTorch does not write
        "K\u0001K\u0002R.", // calls a number
        "ctorch._utils\n_rebuild_tensor_v2\n(K\u0001tR." // a tensor of a number
      })
  void damagedPicklesAreTold(String pickle) throws IOException {
    assertProblem(
        zip("data.pkl", pickle, "code/__torch__.py", ""),
        "is no TorchScript file, or a damaged one: it ");
  }

  @Test
  void valuesThatAreNotThereAreTold() throws IOException {
    Path whole =
        new TorchScriptFile("return x")
            .parameter("kernel", new float[] {1, 2}, 2)
            .write(folder.resolve("whole.pt"));
    Path file = folder.resolve("net.pt");
    try (java.util.zip.ZipFile from = new java.util.zip.ZipFile(whole.toFile());
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (ZipEntry entry : java.util.Collections.list(from.entries())) {
        if (!entry.getName().endsWith("data/0")) {
          zip.putNextEntry(new ZipEntry(entry.getName()));
          from.getInputStream(entry).transferTo(zip);
        }
      }
    }

    assertThatThrownBy(() -> TorchScriptArchive.read(file).values())
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file + ": is damaged: the values of kernel are not there");
  }

  @Test
  void anEmptyModuleIsRead() throws IOException {
    Path file = folder.resolve("net.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("net/data.pkl"));
      zip.write(MODULE);
      zip.closeEntry();
      zip.putNextEntry(new ZipEntry("net/code/__torch__.py"));
      zip.closeEntry();
    }

    assertThat(TorchScriptArchive.read(file).parameters()).isEmpty();
  }
}
