package dev.graft.tensorflow.imported;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * A signature of a {@code saved_model.pb}: what it takes and gives, and the part of the graph that
 * computes it. Plain Java: TensorFlow's protocol buffers, without its library.
 */
public final class SavedModelFile {
  private static final String SERVE = "serve";
  private static final Set<DataType> FLOATING =
      Set.of(DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_HALF, DataType.DT_BFLOAT16);

  private final String where;
  private final MetaGraphDef model;
  private final TensorInfo input;
  private final TensorInfo output;
  private final GraphPart computing;

  private SavedModelFile(
      String where, MetaGraphDef model, TensorInfo input, TensorInfo output, GraphPart computing) {
    this.where = where;
    this.model = model;
    this.input = input;
    this.output = output;
    this.computing = computing;
  }

  /**
   * Reads a signature.
   *
   * @param bytes content of {@code saved_model.pb}
   * @param where what to call it in problems
   * @param signature name of the signature
   * @param outputName name of one of its outputs; may be empty if it has one only
   * @throws ProblemException if it is no SavedModel, has no such signature or output, takes or
   *     gives what Graft cannot handle, or its graph does more than compute
   */
  public static SavedModelFile read(
      byte[] bytes, String where, String signature, Optional<String> outputName) {
    MetaGraphDef model = model(bytes, where);
    Map<String, SignatureDef> signatures = new HashMap<>(model.getSignatureDefMap());
    signatures.keySet().removeIf(name -> name.startsWith("__"));
    SignatureDef found = signatures.get(signature);
    if (found == null) {
      throw unknown(where, "signature", signature, signatures.keySet());
    }
    if (found.getInputsCount() != 1) {
      throw new ProblemException(
          Problem.at(
                  where,
                  "signature '%s' takes %d tensors: %s"
                      .formatted(
                          signature, found.getInputsCount(), names(found.getInputsMap().keySet())))
              .expecting("one, the images"));
    }
    TensorInfo input = found.getInputsMap().values().iterator().next();
    TensorInfo output = output(found, where, signature, outputName);
    requireDense(input, where, "takes", Set.of(DataType.DT_FLOAT, DataType.DT_UINT8));
    requireDense(output, where, "gives", Set.of(DataType.DT_FLOAT));
    GraphPart computing =
        GraphPart.of(model.getGraphDef(), List.of(GraphPart.nodeName(output.getName())));
    String placeholder = GraphPart.nodeName(input.getName());
    if (computing.nodes().stream().noneMatch(node -> node.getName().equals(placeholder))) {
      throw new ProblemException(
          Problem.at(
              where,
              "signature '%s' gives what does not depend on its images".formatted(signature)));
    }
    OperationRules.requireOnlyComputing(computing, where);
    return new SavedModelFile(where, model, input, output, computing);
  }

  private static MetaGraphDef model(byte[] bytes, String where) {
    SavedModel file;
    try {
      file = SavedModel.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new ProblemException(
          Problem.at(where, "is no SavedModel, or a damaged one: " + e.getMessage()), e);
    }
    return file.getMetaGraphsList().stream()
        .filter(graph -> graph.getMetaInfoDef().getTagsList().contains(SERVE))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.at(where, "has no graph with the tag '" + SERVE + "'")
                        .expecting("what Keras's model.export or tf.saved_model.save write")));
  }

  private static TensorInfo output(
      SignatureDef signature, String where, String name, Optional<String> outputName) {
    Map<String, TensorInfo> outputs = signature.getOutputsMap();
    if (outputName.isPresent()) {
      TensorInfo chosen = outputs.get(outputName.get());
      if (chosen == null) {
        throw unknown(where, "output", outputName.get(), outputs.keySet());
      }
      return chosen;
    }
    if (outputs.size() != 1) {
      throw new ProblemException(
          Problem.at(where, "signature '%s' gives %d tensors".formatted(name, outputs.size()))
              .expecting("output to name one of " + names(outputs.keySet())));
    }
    return outputs.values().iterator().next();
  }

  private static ProblemException unknown(
      String where, String what, String name, Collection<String> known) {
    return new ProblemException(
        Problem.at(where, "has no %s '%s'".formatted(what, name))
            .expecting(known.isEmpty() ? "one that has" : "one of " + names(known))
            .withRemedy(Suggestion.forName(name, known)));
  }

  private static String names(Collection<String> names) {
    return new TreeSet<>(names).stream().collect(Collectors.joining(", "));
  }

  private static void requireDense(
      TensorInfo tensor, String where, String does, Set<DataType> types) {
    if (tensor.getEncodingCase() != TensorInfo.EncodingCase.NAME
        || !types.contains(tensor.getDtype())) {
      throw new ProblemException(
          Problem.at(where, "%s tensors of type %s".formatted(does, tensor.getDtype()))
              .expecting(
                  types.contains(DataType.DT_UINT8) ? "32-bit floats or bytes" : "32-bit floats"));
    }
  }

  /** Whether it takes bytes in place of floats. */
  public boolean takesBytes() {
    return input.getDtype() == DataType.DT_UINT8;
  }

  /**
   * Sizes of an image, {@code (height, width, channels)}, empty where any will do.
   *
   * @throws ProblemException if it does not take images in batches of any size
   */
  public List<Optional<Integer>> imageSizes() {
    TensorShapeProto shape = input.getTensorShape();
    if (shape.getUnknownRank()) {
      return List.of(Optional.empty(), Optional.empty(), Optional.empty());
    }
    if (shape.getDimCount() != 4 || shape.getDim(0).getSize() >= 0) {
      throw new ProblemException(
          Problem.at(where, "takes " + text(shape))
              .expecting("(?, height, width, channels), with any number of images")
              .withRemedy("export it with a batch size of None"));
    }
    return sizes(shape);
  }

  /** Sizes of an example's features, empty where they are not told; empty if none is. */
  public Optional<List<Optional<Integer>>> featureSizes() {
    TensorShapeProto shape = output.getTensorShape();
    return shape.getUnknownRank() || shape.getDimCount() < 2
        ? Optional.empty()
        : Optional.of(sizes(shape));
  }

  private static List<Optional<Integer>> sizes(TensorShapeProto shape) {
    return shape.getDimList().stream()
        .skip(1)
        .map(TensorShapeProto.Dim::getSize)
        .map(size -> size < 0 ? Optional.<Integer>empty() : Optional.of(Math.toIntExact(size)))
        .toList();
  }

  private static String text(TensorShapeProto shape) {
    return shape.getDimList().stream()
        .map(dim -> dim.getSize() < 0 ? "?" : Long.toString(dim.getSize()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  /** Number of the elements of its variables; of its constants if it has none. */
  public long elementCount() {
    Set<String> counted = new HashSet<>();
    long variables =
        computing
            .allNodes()
            .filter(node -> node.getOp().equals("VarHandleOp"))
            .filter(node -> FLOATING.contains(attribute(node, "dtype").getType()))
            .filter(node -> counted.add(GraphPart.sharedName(node)))
            .mapToLong(node -> size(attribute(node, "shape").getShape()))
            .sum();
    return variables > 0
        ? variables
        : computing
            .allNodes()
            .filter(node -> node.getOp().equals("Const"))
            .map(node -> attribute(node, "value").getTensor())
            .filter(tensor -> FLOATING.contains(tensor.getDtype()))
            .mapToLong(tensor -> size(tensor.getTensorShape()))
            .sum();
  }

  private static AttrValue attribute(NodeDef node, String name) {
    return node.getAttrOrDefault(name, AttrValue.getDefaultInstance());
  }

  private static long size(TensorShapeProto shape) {
    return shape.getDimList().stream()
        .mapToLong(dim -> Math.max(0, dim.getSize()))
        .reduce(1, Math::multiplyExact);
  }

  /** Whether there are variables to be restored. */
  public boolean hasVariables() {
    return computing.allNodes().anyMatch(node -> node.getOp().equals("VarHandleOp"));
  }

  /** The graph that computes the features. */
  public GraphDef computation() {
    return computing.graph(model.getGraphDef());
  }

  /** Name of the tensor that takes the images. */
  public String input() {
    return input.getName();
  }

  /** Name of the tensor that is the features. */
  public String output() {
    return output.getName();
  }

  /**
   * How the variables are restored.
   *
   * @param graph does it
   * @param file name of the tensor that takes the files' path without their endings
   * @param operation name of what is run
   */
  public record Restoring(GraphDef graph, String file, String operation) {}

  /**
   * How the variables are restored.
   *
   * @throws ProblemException if the file does not tell, or it would do anything else
   */
  public Restoring restoring() {
    SaverDef saver = model.getSaverDef();
    String operation = GraphPart.nodeName(saver.getRestoreOpName());
    GraphPart part =
        GraphPart.of(
            model.getGraphDef(),
            List.of(operation, GraphPart.nodeName(saver.getFilenameTensorName())));
    if (part.nodes().stream().noneMatch(node -> node.getName().equals(operation))) {
      throw new ProblemException(
          Problem.at(where, "does not tell how its variables are restored")
              .withRemedy("export it with Keras's model.export or tf.saved_model.save"));
    }
    OperationRules.requireOnlyRestoring(
        part,
        model.getGraphDef().getLibrary().getFunctionList().stream()
            .map(function -> function.getSignature().getName())
            .collect(Collectors.toSet()),
        where);
    return new Restoring(part.graph(model.getGraphDef()), saver.getFilenameTensorName(), operation);
  }
}
