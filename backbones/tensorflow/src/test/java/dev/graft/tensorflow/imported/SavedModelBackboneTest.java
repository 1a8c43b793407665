package dev.graft.tensorflow.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.imported.InputScaling.Preprocessing;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** What is read of a SavedModel before TensorFlow is asked, and what is refused. */
class SavedModelBackboneTest {
  @TempDir private Path folder;

  private Architecture architecture(
      String signature, Optional<String> output, Optional<List<Integer>> features) {
    return new SavedModelBackbone(
            new SavedModelBackbone.Settings(
                folder, signature, output, features, InputScaling.of(Preprocessing.RAW)))
        .architecture(ImageSize.rgb(8, 8));
  }

  private Architecture architecture() {
    return architecture("serving_default", Optional.empty(), Optional.empty());
  }

  private void write(Consumer<MetaGraphDef.Builder> change) {
    new SavedModelFolder(8, 1, 10, 100).write(folder, change);
  }

  private static Consumer<MetaGraphDef.Builder> signature(Consumer<SignatureDef.Builder> change) {
    return model -> {
      SignatureDef.Builder signature = model.getSignatureDefOrThrow("serving_default").toBuilder();
      change.accept(signature);
      model.putSignatureDef("serving_default", signature.build());
    };
  }

  private static Consumer<MetaGraphDef.Builder> output(TensorInfo tensor) {
    return signature(s -> s.putOutputs("features", tensor));
  }

  private static Consumer<MetaGraphDef.Builder> input(TensorInfo tensor) {
    return signature(s -> s.putInputs("images", tensor));
  }

  private void assertProblem(String... parts) {
    assertThatThrownBy(this::architecture)
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void isOneLayerWithItsShapesAndTheNumberOfItsVariables() {
    write(model -> {});

    Architecture network = architecture();

    assertThat(network.layerNames()).containsExactly("saved_model");
    assertThat(network.outputShape()).isEqualTo(Shape.of(3));
    assertThat(network.parameterCount()).isEqualTo(3);
    assertThat(network.trainableParameterCount()).isZero();
    assertThat(((SavedModelLayer) network.node("saved_model").layer()).files().content())
        .extracting("name")
        .containsExactly(
            "saved_model.pb",
            "variables/variables.data-00000-of-00001",
            "variables/variables.index");
  }

  @Test
  void signaturesAndOutputsAreChosenByName() {
    write(
        signature(
            s ->
                s.putOutputs(
                    "scores", SavedModelFolder.tensor("features:0", DataType.DT_FLOAT, -1, 3))));

    assertProblem("gives 2 tensors", "output to name one of features, scores");
    assertThat(
            architecture("serving_default", Optional.of("scores"), Optional.empty()).outputShape())
        .isEqualTo(Shape.of(3));
    assertThatThrownBy(
            () -> architecture("serving_default", Optional.of("score"), Optional.empty()))
        .hasMessageContaining(
            "has no output 'score'; expected one of features, scores; did you mean 'scores'?");
    assertThatThrownBy(() -> architecture("serving", Optional.empty(), Optional.empty()))
        .hasMessageContaining("has no signature 'serving'; expected one of serving_default");
  }

  @Test
  void imagesOfAnotherSizeAreTold() {
    write(input(SavedModelFolder.tensor("images:0", DataType.DT_FLOAT, -1, 96, 64, 3)));
    assertProblem("takes images of (96, 64, 3), not (8, 8, 3)", "write data.image_size: [96, 64]");

    write(input(SavedModelFolder.tensor("images:0", DataType.DT_FLOAT, -1, 8, 8, 1)));
    assertProblem("takes images of (8, 8, 1)", "as many as the images have");

    write(input(SavedModelFolder.tensor("images:0", DataType.DT_FLOAT, 1, 8, 8, 3)));
    assertProblem("takes (1, 8, 8, 3)", "with any number of images");

    write(input(SavedModelFolder.tensor("images:0", DataType.DT_INT64, -1, 8, 8, 3)));
    assertProblem("takes tensors of type DT_INT64", "32-bit floats or bytes");
  }

  @Test
  void featuresOfUnknownShapeAreAskedFor() {
    write(output(SavedModelFolder.tensor("features:0", DataType.DT_FLOAT, -1, -1)));

    assertProblem("does not tell the shape of its features, only (?)", "tell it: features: ");
    assertThat(
            architecture("serving_default", Optional.empty(), Optional.of(List.of(3)))
                .outputShape())
        .isEqualTo(Shape.of(3));
    assertThatThrownBy(
            () -> architecture("serving_default", Optional.empty(), Optional.of(List.of(1, 3))))
        .hasMessageContaining("gives features of (?)")
        .hasMessageContaining("those that features tells: [1, 3]");
  }

  @ParameterizedTest
  @CsvSource({
    "ReadFile, reads or writes files",
    "WriteFile, reads or writes files",
    "RestoreV2, reads or writes files",
    "PrintV2, reads or writes files",
    "ImmutableConst, reads or writes files",
    "PyFunc, runs Python",
    "EagerPyFunc, runs Python",
    "_HostSend, reaches other processes",
    "CollectiveReduceV2, reaches other processes",
    "TensorSliceDataset, reads data sets",
    "LookupTableFindV2, looks up tables",
    "AssignVariableOp, changes its variables",
    "ResourceScatterAdd, changes its variables",
    "VariableV2, has variables of TensorFlow 1"
  })
  void graphsThatDoMoreThanComputeAreRefused(String operation, String does) {
    write(model -> addInput(model, operation));

    assertProblem("saved_model.pb: its graph " + does + " (" + operation + ")");
  }

  @Test
  void whatAFunctionDoesIsLookedAtToo() {
    write(
        model ->
            model
                .getGraphDefBuilder()
                .getLibraryBuilder()
                .getFunctionBuilder(0)
                .addNodeDef(NodeDef.newBuilder().setName("evil").setOp("WriteFile")));

    assertProblem("its graph reads or writes files (WriteFile)");
  }

  /** It is never run: nothing that the features need leads there. */
  @Test
  void whatIsBesideTheFeaturesDoesNotMatter() {
    write(
        model ->
            model
                .getGraphDefBuilder()
                .addNode(NodeDef.newBuilder().setName("beside").setOp("WriteFile")));

    assertThat(architecture().outputShape()).isEqualTo(Shape.of(3));
  }

  @Test
  void whatRestoresVariablesMayDoNothingElse() {
    write(
        model -> {
          model
              .getGraphDefBuilder()
              .addNode(NodeDef.newBuilder().setName("evil").setOp("WriteFile"));
          change(model, "restore_all", "^evil");
        });

    assertProblem("restores its variables with operations that Graft does not run: WriteFile");
  }

  /** A node of an operation that the features depend on. */
  private static void addInput(MetaGraphDef.Builder model, String operation) {
    model.getGraphDefBuilder().addNode(NodeDef.newBuilder().setName("added").setOp(operation));
    change(model, "features", "^added");
  }

  private static void change(MetaGraphDef.Builder model, String node, String input) {
    model.getGraphDefBuilder().getNodeBuilderList().stream()
        .filter(found -> found.getName().equals(node))
        .forEach(found -> found.addInput(input));
  }

  @Test
  void whatIsNoSavedModelIsTold() throws IOException {
    assertProblem(folder + ": is no SavedModel: it has no saved_model.pb");

    Files.writeString(folder.resolve("saved_model.pb"), "not a protocol buffer");
    assertProblem("saved_model.pb: is no SavedModel, or a damaged one");

    write(model -> model.getMetaInfoDefBuilder().clearTags().addTags("train"));
    assertProblem("has no graph with the tag 'serve'");

    write(MetaGraphDef.Builder::clearSaverDef);
    assertProblem("does not tell how its variables are restored");
  }

  @Test
  void variablesThatAreNotThereAreTold() throws IOException {
    write(model -> {});
    Files.delete(folder.resolve("variables/variables.index"));

    assertProblem("variables.index: there is no such file; expected the values of its variables");
  }
}
