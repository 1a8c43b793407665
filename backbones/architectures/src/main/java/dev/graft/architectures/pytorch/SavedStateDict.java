package dev.graft.architectures.pytorch;

import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.StoredTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The state dict in what was saved: that itself, or, in a training's checkpoint, what is called as
 * models are called there.
 */
final class SavedStateDict {
  private static final List<String> NAMES =
      List.of("state_dict", "model_state_dict", "model", "module", "net");

  private static final int DEEPEST = 4;

  private final TorchFile file;
  private Storage lastStorage;
  private float[] lastElements;

  private SavedStateDict(TorchFile file) {
    this.file = file;
  }

  /**
   * The tensors by name, read when they are asked for, while the file is open.
   *
   * @param path the file's path, for messages
   * @throws ProblemException if there is no state dict
   */
  static Map<String, StoredTensor> in(TorchFile file, String path) {
    return new SavedStateDict(file).find(file.content(), path, 0);
  }

  private Map<String, StoredTensor> find(Object content, String path, int depth) {
    if (content instanceof Map<?, ?> dict && depth < DEEPEST) {
      Map<String, StoredTensor> tensors = tensors(dict);
      for (String name : NAMES) {
        if (tensors.isEmpty() && dict.get(name) instanceof Map<?, ?> inner) {
          return find(inner, path, depth + 1);
        }
      }
      if (!tensors.isEmpty()) {
        return tensors;
      }
    }
    throw new ProblemException(
        TorchProblems.notAStateDict(path, "holds " + described(content) + " instead of tensors"));
  }

  private Map<String, StoredTensor> tensors(Map<?, ?> dict) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    dict.forEach(
        (key, value) -> {
          if (key instanceof String name && value instanceof TensorView view) {
            tensors.put(
                name, new StoredTensor(name, view.shape(), () -> view.values(elements(view))));
          }
        });
    return tensors;
  }

  /** Tensors that share a storage mostly stand side by side. */
  private float[] elements(TensorView view) {
    if (!view.storage().equals(lastStorage)) {
      lastElements = file.elements(view.storage());
      lastStorage = view.storage();
    }
    return lastElements;
  }

  private static String described(Object content) {
    if (content instanceof Map<?, ?> dict) {
      return dict.keySet().stream()
          .limit(3)
          .map(key -> "'" + key + "'")
          .collect(Collectors.joining(", ", "a dictionary of " + dict.size() + " (", ", …)"));
    }
    return content instanceof TensorView view
        ? "one tensor of shape " + view.shape()
        : "something else";
  }
}
