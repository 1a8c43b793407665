package dev.graft.tensorflow.imported;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What of a graph is needed to compute some of its nodes: those they take, and the functions that
 * are called. The rest is left out, and so never run.
 */
final class GraphPart {
  private final Set<NodeDef> nodes = new LinkedHashSet<>();
  private final Set<FunctionDef> functions = new LinkedHashSet<>();

  private GraphPart() {}

  /**
   * The part that some nodes need.
   *
   * @param wanted names of nodes; those that are not there are passed over
   */
  static GraphPart of(GraphDef graph, Collection<String> wanted) {
    Map<String, NodeDef> byName = new HashMap<>();
    graph.getNodeList().forEach(node -> byName.put(node.getName(), node));
    Map<String, FunctionDef> library = new HashMap<>();
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> library.put(function.getSignature().getName(), function));
    GraphPart part = new GraphPart();
    Deque<String> open = new ArrayDeque<>(wanted);
    while (!open.isEmpty()) {
      NodeDef node = byName.get(open.pop());
      if (node != null && part.nodes.add(node)) {
        node.getInputList().forEach(input -> open.push(nodeName(input)));
        part.addFunctions(List.of(node), library);
      }
    }
    return part;
  }

  private void addFunctions(List<NodeDef> callers, Map<String, FunctionDef> library) {
    Deque<NodeDef> open = new ArrayDeque<>(callers);
    while (!open.isEmpty()) {
      called(open.pop())
          .map(library::get)
          .filter(function -> function != null && functions.add(function))
          .forEach(function -> open.addAll(function.getNodeDefList()));
    }
  }

  /** Names of the functions that a node calls: by its attributes, or as its own operation. */
  private static Stream<String> called(NodeDef node) {
    Stream<String> attributes =
        node.getAttrMap().values().stream()
            .flatMap(
                value ->
                    value.getValueCase() == AttrValue.ValueCase.FUNC
                        ? Stream.of(value.getFunc().getName())
                        : value.getList().getFuncList().stream().map(f -> f.getName()));
    return Stream.concat(attributes, Stream.of(node.getOp()));
  }

  /** The node of a tensor's or input's name: {@code ^name}, {@code name:1}. */
  static String nodeName(String tensor) {
    String name = tensor.startsWith("^") ? tensor.substring(1) : tensor;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** Every node, in the graph and in the functions. */
  Stream<NodeDef> allNodes() {
    return Stream.concat(
        nodes.stream(), functions.stream().flatMap(function -> function.getNodeDefList().stream()));
  }

  /** The nodes of the graph itself. */
  Set<NodeDef> nodes() {
    return nodes;
  }

  /**
   * The part as a graph. Where it was made to run does not count; variables keep the name that they
   * share.
   */
  GraphDef graph(GraphDef whole) {
    GraphDef.Builder graph = GraphDef.newBuilder().setVersions(whole.getVersions());
    nodes.forEach(node -> graph.addNode(anywhere(node)));
    FunctionDefLibrary.Builder library = FunctionDefLibrary.newBuilder();
    for (FunctionDef function : functions) {
      FunctionDef.Builder builder = function.toBuilder().clearNodeDef();
      function.getNodeDefList().forEach(node -> builder.addNodeDef(anywhere(node)));
      library.addFunction(builder);
    }
    return graph.setLibrary(library).build();
  }

  private static NodeDef anywhere(NodeDef node) {
    NodeDef.Builder builder = node.toBuilder().clearDevice().removeAttr("_class");
    if (node.getOp().equals("VarHandleOp")) {
      builder.putAttr("shared_name", text(sharedName(node)));
    }
    return builder.build();
  }

  /** The name under which all handles of a variable find it. */
  static String sharedName(NodeDef variable) {
    String shared =
        variable
            .getAttrOrDefault("shared_name", AttrValue.getDefaultInstance())
            .getS()
            .toStringUtf8();
    return shared.isEmpty() ? variable.getName() : shared;
  }

  private static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(com.google.protobuf.ByteString.copyFromUtf8(value)).build();
  }
}
