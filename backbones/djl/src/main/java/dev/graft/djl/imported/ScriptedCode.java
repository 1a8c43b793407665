package dev.graft.djl.imported;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program of a TorchScript archive, in TorchScript's own language, as text: which attributes of
 * a class are parameters, and what of it Graft does not run.
 */
final class ScriptedCode {
  private static final Pattern CLASS =
      Pattern.compile("(?m)^class (\\w+)\\(Module\\):\\s+__parameters__ = \\[([^\\]]*)\\]");
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

  /** Of PyTorch's operations, those that read or write files of their own. */
  private static final Pattern FILES =
      Pattern.compile("\\b(?:torch|ops\\.aten)\\.(save|load|from_file|_save|_load)\\(");

  /** Where batch normalisation and dropout are told that they train, and as which argument. */
  private static final Map<String, Integer> TRAINING_ARGUMENT =
      Map.of(
          "torch.batch_norm(", 5,
          "torch.dropout(", 2,
          "torch.dropout_(", 2,
          "torch.feature_dropout(", 2,
          "torch.alpha_dropout(", 2);

  private final Map<String, Set<String>> parameters = new HashMap<>();
  private final Set<String> fileOperations = new TreeSet<>();
  private final Set<String> trainingOperations = new TreeSet<>();

  /**
   * Adds a file.
   *
   * @param module name of the file as a module: {@code __torch__.torch.nn.modules.conv}
   */
  void add(String module, String text) {
    Matcher classes = CLASS.matcher(text);
    while (classes.find()) {
      Set<String> names = new TreeSet<>();
      QUOTED.matcher(classes.group(2)).results().forEach(name -> names.add(name.group(1)));
      parameters.put(module + "." + classes.group(1), names);
    }
    FILES.matcher(text).results().forEach(found -> fileOperations.add(found.group(1)));
    TRAINING_ARGUMENT.forEach(
        (call, index) -> {
          for (int at = text.indexOf(call); at >= 0; at = text.indexOf(call, at + 1)) {
            List<String> arguments = arguments(text, at + call.length());
            if (index < arguments.size() && arguments.get(index).equals("True")) {
              trainingOperations.add(call.substring(0, call.length() - 1));
            }
          }
        });
  }

  /** The arguments of a call, from behind its opening parenthesis. */
  private static List<String> arguments(String text, int from) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int start = from;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if ((c == ')' || c == ']') && depth > 0) {
        depth--;
      } else if (c == ')' || (c == ',' && depth == 0)) {
        arguments.add(text.substring(start, i).strip());
        start = i + 1;
        if (c == ')') {
          return arguments;
        }
      }
    }
    return arguments;
  }

  /** The names of a class's parameters; none if it is not known. */
  Set<String> parameters(String type) {
    return parameters.getOrDefault(type, Set.of());
  }

  /** What of it reads or writes files. */
  Optional<String> fileOperations() {
    return told(fileOperations.stream().map(name -> "torch." + name).toList());
  }

  /** What of it always trains: it was traced so. */
  Optional<String> trainingOperations() {
    return told(List.copyOf(trainingOperations));
  }

  private static Optional<String> told(List<String> names) {
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }
}
