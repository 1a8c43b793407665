package dev.graft.tensorflow.imported;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.train.Restore;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * Writes a small SavedModel as TensorFlow 2 does: a function, a variable, and what restores it. Its
 * features are the means of the image's channels, doubled by the function, times the variable.
 */
public final class SavedModelFolder {
  private final int side;
  private final float[] weight;

  /**
   * Of images of a size.
   *
   * @param weight the variable's values, one for each of three channels
   */
  public SavedModelFolder(int side, float... weight) {
    this.side = side;
    this.weight = weight.clone();
  }

  /** Writes the folder. */
  public Path write(Path folder) {
    return write(folder, model -> {});
  }

  /**
   * Writes the folder.
   *
   * @param change of what would be written
   */
  public Path write(Path folder, Consumer<MetaGraphDef.Builder> change) {
    try (Graph graph = new Graph();
        ConcreteFunction twice = ConcreteFunction.create(SavedModelFolder::twice)) {
      Files.createDirectories(folder.resolve("variables"));
      GraphDef definition = build(graph, twice, folder.resolve(SavedModelLayer.VARIABLES));
      MetaGraphDef.Builder model = MetaGraphDef.newBuilder().setGraphDef(definition);
      model.getMetaInfoDefBuilder().addTags("serve");
      model.setSaverDef(
          SaverDef.newBuilder()
              .setFilenameTensorName("saver_filename:0")
              .setRestoreOpName("restore_all"));
      model.putSignatureDef(
          "serving_default",
          SignatureDef.newBuilder()
              .putInputs("images", tensor("images:0", DataType.DT_FLOAT, -1, side, side, 3))
              .putOutputs("features", tensor("features:0", DataType.DT_FLOAT, -1, 3))
              .build());
      change.accept(model);
      Files.write(
          folder.resolve(SavedModelLayer.GRAPH),
          SavedModel.newBuilder()
              .setSavedModelSchemaVersion(1)
              .addMetaGraphs(model)
              .build()
              .toByteArray());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Signature twice(Ops tf) {
    Placeholder<TFloat32> x = tf.placeholder(TFloat32.class);
    return Signature.builder("twice")
        .input("x", x)
        .output("y", tf.math.mul(x, tf.constant(2f)))
        .build();
  }

  private GraphDef build(Graph graph, ConcreteFunction twice, Path checkpoint) {
    Ops tf = Ops.create(graph);
    Placeholder<TFloat32> images =
        tf.withName("images")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, side, side, 3)));
    VarHandleOp handle =
        tf.withName("weight")
            .varHandleOp(TFloat32.class, Shape.of(3), VarHandleOp.sharedName("weight"));
    @SuppressWarnings("unchecked") // it gives what it takes
    Operand<TFloat32> doubled = (Operand<TFloat32>) twice.call(tf, images);
    tf.withName("features")
        .math
        .mean(
            tf.math.mul(doubled, tf.readVariableOp(handle, TFloat32.class)),
            tf.constant(new int[] {1, 2}));
    Placeholder<TString> file =
        tf.withName("saver_filename").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    Operand<TString> names = tf.constant(NdArrays.vectorOfObjects("weight"));
    Operand<TString> slices = tf.constant(NdArrays.vectorOfObjects(""));
    Restore restored = tf.train.restore(file, names, slices, List.of(TFloat32.class));
    @SuppressWarnings("unchecked") // its type was asked for
    Operand<TFloat32> value = (Operand<TFloat32>) restored.tensors().get(0);
    tf.withName("restore_all").assignVariableOp(handle, value);
    GraphDef definition = graph.toGraphDef();
    tf.withName("save").train.save(file, names, slices, List.of(tf.constant(weight)));
    try (Session session = new Session(graph);
        TString path = TString.scalarOf(checkpoint.toString())) {
      session.runner().feed("saver_filename:0", path).addTarget("save").run().close();
    }
    return definition;
  }

  /** What a signature says of a tensor; sizes below 0 are unknown. */
  static TensorInfo tensor(String name, DataType type, int... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return TensorInfo.newBuilder().setName(name).setDtype(type).setTensorShape(shape).build();
  }
}
