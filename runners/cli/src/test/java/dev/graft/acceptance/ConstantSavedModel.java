package dev.graft.acceptance;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** A SavedModel without variables: images are pooled over a grid, and mixed. */
final class ConstantSavedModel {
  private static final int SIDE = 16;
  private static final int POOL = 4;
  private static final int FEATURES = 24;
  private static final int POOLED = SIDE / POOL * (SIDE / POOL) * 3;

  private ConstantSavedModel() {}

  /** Writes the folder; it takes images of 16x16x3, 0 to 255, and gives vectors of 24. */
  static Path write(Path folder) throws IOException {
    float[] kernel = new float[POOLED * FEATURES];
    Random random = new Random(3);
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) random.nextGaussian() / 255;
    }
    GraphDef graph =
        GraphDef.newBuilder()
            .addNode(
                node("images", "Placeholder")
                    .putAttr("dtype", type(DataType.DT_FLOAT))
                    .putAttr(
                        "shape", AttrValue.newBuilder().setShape(shape(-1, SIDE, SIDE, 3)).build()))
            .addNode(
                node("pool", "AvgPool", "images")
                    .putAttr("T", type(DataType.DT_FLOAT))
                    .putAttr("ksize", list(1, POOL, POOL, 1))
                    .putAttr("strides", list(1, POOL, POOL, 1))
                    .putAttr("padding", text("VALID")))
            .addNode(constant("sizes", DataType.DT_INT32, bytes(-1, POOLED), 2))
            .addNode(
                node("flat", "Reshape", "pool", "sizes")
                    .putAttr("T", type(DataType.DT_FLOAT))
                    .putAttr("Tshape", type(DataType.DT_INT32)))
            .addNode(constant("kernel", DataType.DT_FLOAT, bytes(kernel), POOLED, FEATURES))
            .addNode(
                node("mixed", "MatMul", "flat", "kernel").putAttr("T", type(DataType.DT_FLOAT)))
            .addNode(node("features", "Relu", "mixed").putAttr("T", type(DataType.DT_FLOAT)))
            .build();
    SignatureDef signature =
        SignatureDef.newBuilder()
            .putInputs("images", tensor("images:0", shape(-1, SIDE, SIDE, 3)))
            .putOutputs("features", tensor("features:0", shape(-1, FEATURES)))
            .build();
    SavedModel model =
        SavedModel.newBuilder()
            .setSavedModelSchemaVersion(1)
            .addMetaGraphs(
                MetaGraphDef.newBuilder()
                    .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                    .setGraphDef(graph)
                    .putSignatureDef("serving_default", signature))
            .build();
    Files.createDirectories(folder);
    Files.write(folder.resolve("saved_model.pb"), model.toByteArray());
    return folder;
  }

  private static NodeDef.Builder node(String name, String operation, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(operation)
        .addAllInput(java.util.List.of(inputs));
  }

  private static NodeDef.Builder constant(String name, DataType type, byte[] values, int... sizes) {
    return node(name, "Const")
        .putAttr("dtype", type(type))
        .putAttr(
            "value",
            AttrValue.newBuilder()
                .setTensor(
                    TensorProto.newBuilder()
                        .setDtype(type)
                        .setTensorShape(sizes.length == 2 ? shape(sizes) : shape(sizes[0]))
                        .setTensorContent(ByteString.copyFrom(values)))
                .build());
  }

  private static byte[] bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values);
    return bytes.array();
  }

  private static byte[] bytes(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static TensorInfo tensor(String name, TensorShapeProto shape) {
    return TensorInfo.newBuilder()
        .setName(name)
        .setDtype(DataType.DT_FLOAT)
        .setTensorShape(shape)
        .build();
  }

  private static TensorShapeProto shape(int... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  private static AttrValue text(String text) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(text)).build();
  }

  private static AttrValue list(long... values) {
    AttrValue.ListValue.Builder list = AttrValue.ListValue.newBuilder();
    for (long value : values) {
      list.addI(value);
    }
    return AttrValue.newBuilder().setList(list).build();
  }
}
