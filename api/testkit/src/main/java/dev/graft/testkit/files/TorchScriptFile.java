package dev.graft.testkit.files;

import dev.graft.api.Evolving;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a small network as {@code torch.jit.save} does, without PyTorch: one module with its
 * parameters and buffers, and a program.
 *
 * @since 0.1
 */
@Evolving
public final class TorchScriptFile {
  private static final String CONVOLUTION =
      """
      kernel = self.kernel
      gamma = self.gamma
      beta = self.beta
      mean = self.mean
      variance = self.variance
      training = self.training
      _0 = torch.conv2d(x, kernel, None, [2, 2], [1, 1], [1, 1], 1)
      _1 = torch.batch_norm(_0, gamma, beta, mean, variance, %s, 0.1, 1.0e-05, True)
      """;

  private record Tensor(int[] shape, float[] values, boolean parameter) {}

  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final String program;

  /**
   * Begins a module.
   *
   * @param program the lines of {@code forward(self, x)}, in TorchScript
   */
  public TorchScriptFile(String program) {
    this.program = program;
  }

  /**
   * A convolution of 3 to {@code features} channels at stride 2, batch normalisation, ReLU and the
   * mean over the image: vectors of so many features. Its parameters are {@code kernel}, {@code
   * gamma} and {@code beta}.
   */
  public static TorchScriptFile network(int features) {
    return network(features, "training", "return torch.mean(torch.relu(_1), [2, 3])");
  }

  /** The same without the mean: its features are images. */
  public static TorchScriptFile imageNetwork(int features) {
    return network(features, "training", "return torch.relu(_1)");
  }

  /** The same as one traced in training mode: its batch normalisation always trains. */
  public static TorchScriptFile tracedInTraining(int features) {
    return network(features, "True", "return torch.mean(torch.relu(_1), [2, 3])");
  }

  private static TorchScriptFile network(int features, String training, String last) {
    Random random = new Random(7);
    float[] kernel = new float[features * 3 * 3 * 3];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (random.nextGaussian() * 0.3);
    }
    return new TorchScriptFile(CONVOLUTION.formatted(training) + last)
        .parameter("kernel", kernel, features, 3, 3, 3)
        .parameter("gamma", filled(features, 1.2f), features)
        .parameter("beta", filled(features, 0.1f), features)
        .buffer("mean", filled(features, 0.05f), features)
        .buffer("variance", filled(features, 0.8f), features);
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  /** Adds a parameter, row-major. */
  public TorchScriptFile parameter(String name, float[] values, int... shape) {
    tensors.put(name, new Tensor(shape.clone(), values.clone(), true));
    return this;
  }

  /** Adds a buffer, row-major. */
  public TorchScriptFile buffer(String name, float[] values, int... shape) {
    tensors.put(name, new Tensor(shape.clone(), values.clone(), false));
    return this;
  }

  /**
   * Writes the file.
   *
   * @return the file
   */
  public Path write(Path file) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      add(zip, "data.pkl", module());
      add(zip, "code/__torch__.py", source().getBytes(StandardCharsets.UTF_8));
      add(zip, "constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      add(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
      int storage = 0;
      for (Tensor tensor : tensors.values()) {
        ByteBuffer bytes =
            ByteBuffer.allocate(Float.BYTES * tensor.values().length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(tensor.values());
        add(zip, "data/" + storage++, bytes.array());
      }
    }
    return file;
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry("net/" + name));
    zip.write(content);
    zip.closeEntry();
  }

  private String source() {
    StringBuilder source = new StringBuilder("class Net(Module):\n");
    source.append("  __parameters__ = [").append(names(true)).append("]\n");
    source.append("  __buffers__ = [").append(names(false)).append("]\n");
    source.append("  training : bool\n");
    tensors.keySet().forEach(name -> source.append("  " + name + " : Tensor\n"));
    source.append("  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n");
    program.lines().forEach(line -> source.append("    ").append(line).append('\n'));
    return source.toString();
  }

  private String names(boolean parameters) {
    return tensors.entrySet().stream()
        .filter(entry -> entry.getValue().parameter() == parameters)
        .map(entry -> "\"" + entry.getKey() + "\", ")
        .collect(Collectors.joining());
  }

  private byte[] module() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x80, 2});
    raw(out, "c__torch__\nNet\n)");
    out.write(0x81);
    raw(out, "}(");
    text(out, "training");
    out.write(0x89);
    int storage = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      text(out, entry.getKey());
      tensor(out, entry.getValue(), storage++);
    }
    raw(out, "ub.");
    return out.toByteArray();
  }

  private static void tensor(ByteArrayOutputStream out, Tensor tensor, int storage)
      throws IOException {
    int[] shape = tensor.shape();
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    raw(out, "ctorch._utils\n_rebuild_tensor_v2\n((");
    text(out, "storage");
    raw(out, "ctorch\nFloatStorage\n");
    text(out, Integer.toString(storage));
    text(out, "cpu");
    integer(out, tensor.values().length);
    raw(out, "tQ");
    integer(out, 0);
    tuple(out, shape);
    tuple(out, strides);
    out.write(tensor.parameter() ? 0x88 : 0x89);
    raw(out, "ccollections\nOrderedDict\n)RtR");
  }

  private static void tuple(ByteArrayOutputStream out, int[] items) throws IOException {
    raw(out, "(");
    for (int item : items) {
      integer(out, item);
    }
    raw(out, "t");
  }

  private static void integer(ByteArrayOutputStream out, int value) throws IOException {
    raw(out, "J");
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private static void text(ByteArrayOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    raw(out, "X");
    out.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length).array());
    out.write(bytes);
  }

  private static void raw(ByteArrayOutputStream out, String ascii) throws IOException {
    out.write(ascii.getBytes(StandardCharsets.ISO_8859_1));
  }
}
