package dev.graft.djl.imported;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A network as {@code torch.jit.save} writes it: a zip archive of pickled objects, the raw values
 * of their tensors, and the program as text. Read in plain Java, and only as data.
 */
public final class TorchScriptArchive {
  private static final String CODE = "code/";
  private static final String OBJECTS = "data.pkl";
  private static final String CONSTANTS = "constants.pkl";
  private static final String EXPORT =
      "save it in Python with torch.jit.script(model.eval()).save(file)";

  private final Path file;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final ScriptedCode code = new ScriptedCode();
  private final Map<String, TorchTensor> parameters = new LinkedHashMap<>();
  private long hidden;

  private TorchScriptArchive(Path file) {
    this.file = file;
  }

  /**
   * Reads an archive, but for its values.
   *
   * @throws ProblemException if it is none, is damaged, or holds what Graft does not run:
   *     operations on files, batch normalisation that was traced in training mode, parameters that
   *     are not 32-bit floats
   */
  public static TorchScriptArchive read(Path file) {
    TorchScriptArchive archive = new TorchScriptArchive(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      archive.readNames(zip);
      archive.readCode(zip);
      archive.readObjects(zip);
    } catch (ZipException | PickleFormatException | ArithmeticException e) {
      throw new ProblemException(
          Problem.at(file.toString(), "is no TorchScript file, or a damaged one: " + e.getMessage())
              .withRemedy(EXPORT),
          e);
    } catch (IOException e) {
      throw FileProblem.reading(file, "a TorchScript file", e);
    }
    archive.check();
    return archive;
  }

  /** The entries' names, less that of the folder that all are in. */
  private void readNames(ZipFile zip) {
    zip.stream()
        .map(ZipEntry::getName)
        .forEach(name -> names.put(name.substring(name.indexOf('/') + 1), name));
    if (!names.containsKey(OBJECTS)) {
      throw new ProblemException(
          Problem.at(file.toString(), "is no TorchScript file")
              .expecting("a module")
              .withRemedy(EXPORT));
    }
    if (names.keySet().stream().noneMatch(name -> name.startsWith(CODE))) {
      throw new ProblemException(
          Problem.at(file.toString(), "holds weights or a Python model, but no program")
              .expecting("a TorchScript module")
              .withRemedy(EXPORT));
    }
  }

  private byte[] entry(ZipFile zip, String name) throws IOException {
    ZipEntry entry = names.containsKey(name) ? zip.getEntry(names.get(name)) : null;
    if (entry == null) {
      return new byte[0];
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private void readCode(ZipFile zip) throws IOException {
    for (String name : names.keySet()) {
      if (name.startsWith(CODE) && name.endsWith(".py")) {
        String module = name.substring(CODE.length(), name.length() - 3).replace('/', '.');
        code.add(module, new String(entry(zip, name), StandardCharsets.UTF_8));
      }
    }
  }

  private void readObjects(ZipFile zip) throws IOException {
    if (!(Unpickler.read(entry(zip, OBJECTS)) instanceof ScriptedObject module)) {
      throw new PickleFormatException("it holds no module");
    }
    addTensors(module, "", new HashSet<>());
    if (names.containsKey(CONSTANTS)
        && Unpickler.read(entry(zip, CONSTANTS)) instanceof List<?> constants) {
      constants.stream()
          .filter(constant -> constant instanceof TorchTensor tensor && tensor.isFloating())
          .forEach(constant -> hidden += ((TorchTensor) constant).count());
    }
  }

  /** Parameters in the order of PyTorch's {@code named_parameters}, and the number of all else. */
  private void addTensors(ScriptedObject module, String prefix, Set<String> above)
      throws PickleFormatException {
    if (!above.add(prefix) || above.size() > 1000) {
      throw new PickleFormatException("its modules lie too deep in each other");
    }
    Set<String> names = code.parameters(module.type());
    for (Map.Entry<String, Object> attribute : module.attributes().entrySet()) {
      String name = prefix + attribute.getKey();
      if (attribute.getValue() instanceof TorchTensor tensor) {
        if (names.contains(attribute.getKey())) {
          parameters.put(name, tensor);
        } else if (tensor.isFloating()) {
          hidden += tensor.count();
        }
      }
    }
    for (Map.Entry<String, Object> attribute : module.attributes().entrySet()) {
      if (attribute.getValue() instanceof ScriptedObject child) {
        addTensors(child, prefix + attribute.getKey() + ".", above);
      }
    }
    above.remove(prefix);
  }

  private void check() {
    code.fileOperations()
        .ifPresent(
            operations -> {
              throw new ProblemException(
                  Problem.at(
                          file.toString(), "its program reads or writes files (" + operations + ")")
                      .expecting("a network that only computes"));
            });
    code.trainingOperations()
        .ifPresent(
            operations -> {
              throw new ProblemException(
                  Problem.at(file.toString(), "was traced in training mode (" + operations + ")")
                      .expecting("a network that gives one answer to one picture")
                      .withRemedy("call model.eval() before torch.jit.trace"));
            });
    parameters.forEach(
        (name, tensor) -> {
          if (!tensor.isFloat32()) {
            throw new ProblemException(
                Problem.at(
                        file.toString(),
                        "its parameter %s is of type %s".formatted(name, tensor.type()))
                    .expecting("32-bit floats")
                    .withRemedy("save it after model.float()"));
          }
        });
  }

  /** Its parameters, in PyTorch's order. */
  public List<TorchParameter> parameters() {
    List<TorchParameter> all = new ArrayList<>();
    parameters.forEach((name, tensor) -> all.add(new TorchParameter(name, tensor.sizes())));
    return all;
  }

  /** Number of the elements that are no parameters: buffers and constants. */
  public long hiddenCount() {
    return hidden;
  }

  /** Why it cannot be trained, in words that go on from "it"; empty if it can be. */
  public Optional<String> whyFrozen() {
    if (parameters.isEmpty()) {
      return Optional.of(
          hidden == 0
              ? "has no parameters"
              : "has no parameters, only constants (torch.jit.freeze makes such)");
    }
    Set<String> storages = new HashSet<>();
    for (Map.Entry<String, TorchTensor> parameter : parameters.entrySet()) {
      if (!storages.add(parameter.getValue().storage())) {
        return Optional.of("has parameters that share their values: " + parameter.getKey());
      }
    }
    return Optional.empty();
  }

  /**
   * The values of its parameters.
   *
   * @throws ProblemException if some are not there
   */
  public Map<String, FloatTensor> values() {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String order = new String(entry(zip, "byteorder"), StandardCharsets.UTF_8);
      for (Map.Entry<String, TorchTensor> parameter : parameters.entrySet()) {
        TorchTensor tensor = parameter.getValue();
        ByteBuffer storage =
            ByteBuffer.wrap(entry(zip, "data/" + tensor.storage()))
                .order(order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        String name = parameter.getKey();
        values.put(
            name,
            new FloatTensor(
                new TorchParameter(name, tensor.sizes()).asShape(), values(name, tensor, storage)));
      }
    } catch (IOException e) {
      throw FileProblem.reading(file, "a TorchScript file", e);
    }
    return values;
  }

  private float[] values(String name, TorchTensor tensor, ByteBuffer storage) {
    int rank = tensor.sizes().size();
    float[] values = new float[Math.toIntExact(tensor.count())];
    int[] index = new int[rank];
    for (int i = 0; i < values.length; i++) {
      long at = tensor.offset();
      for (int axis = 0; axis < rank; axis++) {
        at += index[axis] * tensor.strides().get(axis);
      }
      if (at < 0 || (at + 1) * Float.BYTES > storage.capacity()) {
        throw new ProblemException(
            Problem.at(file.toString(), "is damaged: the values of " + name + " are not there"));
      }
      values[i] = storage.getFloat(Math.toIntExact(at * Float.BYTES));
      for (int axis = rank - 1; axis >= 0 && ++index[axis] == tensor.sizes().get(axis); axis--) {
        index[axis] = 0;
      }
    }
    return values;
  }
}
