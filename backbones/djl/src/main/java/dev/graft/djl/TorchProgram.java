package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A function in TorchScript, PyTorch's own language, for operations that PyTorch has and DJL does
 * not reach.
 *
 * <p>It is an archive as {@code torch.jit.save} writes it: the source, and a pickled object of its
 * class without attributes.
 */
final class TorchProgram {
  private static final String CLASS =
      """
      class Operations(Module):
        __parameters__ = []
        __buffers__ = []
      """;

  /** In pickle's protocol 2: an object of that class, its state an empty dictionary. */
  private static final byte[] OBJECT =
      "\u0080\u0002c__torch__\nOperations\n)\u0081}b.".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  private final PtSymbolBlock program;

  private TorchProgram(PtSymbolBlock program) {
    this.program = program;
  }

  /**
   * Compiles a function of tensors that gives a tensor; it lives as long as the manager.
   *
   * @param result the expression that it gives
   * @param parameters names of its parameters
   * @throws ai.djl.engine.EngineException if this PyTorch cannot compile it
   */
  static TorchProgram compile(NDManager manager, String result, String... parameters) {
    StringBuilder source = new StringBuilder(CLASS);
    source.append("  def forward(self: __torch__.Operations");
    for (String parameter : parameters) {
      source.append(",\n    ").append(parameter).append(": Tensor");
    }
    source.append(") -> Tensor:\n    return ").append(result).append('\n');
    try {
      return new TorchProgram(
          JniUtils.loadModule(
              (PtNDManager) manager,
              new ByteArrayInputStream(archive(source.toString())),
              false,
              false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive(String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", OBJECT);
      add(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      add(zip, "constants.pkl", NO_CONSTANTS);
      add(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry("operations/" + name));
    zip.write(content);
    zip.closeEntry();
  }

  /** Computes what no gradient is taken of. */
  NDArray infer(NDArray... arguments) {
    return IValueUtils.forward(program, new NDList(arguments), false).head();
  }

  /** Computes, and records for gradients what the collector asks for. */
  NDArray record(NDArray... arguments) {
    // With training=false PyTorch would record nothing, whatever the collector says.
    return IValueUtils.forward(program, new NDList(arguments), true).head();
  }
}
