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
 * Operations that PyTorch has and DJL does not reach, as a program in TorchScript, PyTorch's own
 * language. Clipping: DJL's has a gradient of five passes over the tensor, a third of the time it
 * takes to train a MobileNet; PyTorch's {@code hardtanh} has one of one.
 *
 * <p>The program is an archive as {@code torch.jit.save} writes it: the source, and a pickled
 * object of its class without attributes.
 */
final class TorchScript {
  private static final String SOURCE =
      """
      class Operations(Module):
        __parameters__ = []
        __buffers__ = []
        def forward(self: __torch__.Operations,
          x: Tensor,
          low: Tensor,
          high: Tensor) -> Tensor:
          return torch.hardtanh(x, float(low), float(high))
      """;

  /** In pickle's protocol 2: an object of that class, its state an empty dictionary. */
  private static final byte[] OBJECT =
      "\u0080\u0002c__torch__\nOperations\n)\u0081}b.".getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] NO_CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  private final PtSymbolBlock program;

  private TorchScript(PtSymbolBlock program) {
    this.program = program;
  }

  /** Compiles the program; it lives as long as the manager. */
  static TorchScript load(NDManager manager) {
    try {
      return new TorchScript(
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive()), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "data.pkl", OBJECT);
      add(zip, "code/__torch__.py", SOURCE.getBytes(StandardCharsets.UTF_8));
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

  /**
   * {@code min(max(x, low), high)}; no gradient outside and at the bounds.
   *
   * @param low a scalar
   * @param high a scalar
   */
  NDArray clip(NDArray x, NDArray low, NDArray high) {
    // With training=false PyTorch would record nothing, whatever the collector says.
    return IValueUtils.forward(program, new NDList(x, low, high), true).head();
  }
}
