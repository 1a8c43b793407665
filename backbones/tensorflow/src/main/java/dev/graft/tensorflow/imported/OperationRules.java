package dev.graft.tensorflow.imported;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.tensorflow.proto.NodeDef;

/**
 * Which of TensorFlow's operations an imported graph may hold. To compute features it may hold all
 * but those that reach out of the graph (files, Python, the network, data sets), need a start of
 * their own (tables), or change a variable. To restore variables it may hold only those few that
 * every exporter writes for that.
 */
final class OperationRules {
  private record Rule(String does, Pattern operations) {
    Rule(String does, String operations) {
      this(does, Pattern.compile(operations));
    }
  }

  private static final List<Rule> REFUSED =
      List.of(
          new Rule(
              "reads or writes files",
              "ReadFile|WriteFile|MatchingFiles|.*Reader.*|Save.*|Restore.*|Sharded.*"
                  + "|MergeV2Checkpoints|.*Checkpoint.*|ImmutableConst|LoadAndRemap.*"
                  + "|GenerateVocabRemapping|.*Summary.*|PrintV2|Debug.*|Dump.*|.*FromTextFile.*"
                  + "|.*FileSystem.*|AssetRead.*|Lmdb.*|.*TFRecord.*|DecodeVideo"),
          new Rule("runs Python", "PyFunc.*|EagerPyFunc"),
          new Rule(
              "reaches other processes",
              "_?(Host)?(Send|Recv).*|.*Rpc.*|Collective.*|RemoteCall|Nccl.*|.*TPU.*|Batch(Function)?"
                  + "|.*BigQuery.*|.*Kafka.*"),
          new Rule("reads data sets", ".*Dataset.*|.*Iterator.*"),
          new Rule("looks up tables", ".*Table.*"),
          new Rule(
              "changes its variables",
              "Assign.*|Resource(Scatter|Apply|SparseApply|StridedSliceAssign|CountUpTo).*"
                  + "|Scatter(Add|Sub|Mul|Div|Min|Max|Update|NdAdd|NdSub|NdUpdate|NdMin|NdMax)"
                  + "|(Sparse)?Apply.*|CountUpTo"),
          new Rule(
              "has variables of TensorFlow 1",
              "VariableV2|Variable|TemporaryVariable|AutoReload.*"));

  private static final Set<String> RESTORING =
      Set.of(
          "StatefulPartitionedCall",
          "PartitionedCall",
          "RestoreV2",
          "AssignVariableOp",
          "VarHandleOp",
          "Identity",
          "IdentityN",
          "NoOp",
          "Const",
          "Pack",
          "Reshape",
          "Cast",
          "Placeholder",
          "PlaceholderWithDefault",
          "DisableCopyOnRead");

  private OperationRules() {}

  /**
   * Checks what computes the features.
   *
   * @throws ProblemException if an operation of it is refused
   */
  static void requireOnlyComputing(GraphPart part, String where) {
    for (Rule rule : REFUSED) {
      Set<String> found = new TreeSet<>();
      part.allNodes()
          .map(NodeDef::getOp)
          .filter(operation -> rule.operations().matcher(operation).matches())
          .forEach(found::add);
      if (!found.isEmpty()) {
        throw new ProblemException(
            Problem.at(where, "its graph %s (%s)".formatted(rule.does(), String.join(", ", found)))
                .expecting("a graph that only computes features from images")
                .withRemedy("export the network alone, for inference"));
      }
    }
  }

  /**
   * Checks what restores the variables.
   *
   * @throws ProblemException if it does anything else
   */
  static void requireOnlyRestoring(GraphPart part, Set<String> functions, String where) {
    Set<String> found = new TreeSet<>();
    part.allNodes()
        .map(NodeDef::getOp)
        .filter(operation -> !RESTORING.contains(operation) && !functions.contains(operation))
        .forEach(found::add);
    if (!found.isEmpty()) {
      throw new ProblemException(
          Problem.at(
                  where,
                  "restores its variables with operations that Graft does not run: "
                      + String.join(", ", found))
              .withRemedy("export it with Keras's model.export or tf.saved_model.save"));
    }
  }
}
