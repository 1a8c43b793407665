package dev.graft.djl;

import ai.djl.engine.Engine;
import ai.djl.util.cuda.CudaUtils;
import dev.graft.api.engine.Device;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The devices PyTorch can compute on. DJL counts GPUs with CUDA's own library {@code cudart}, which
 * must be where the system's loader finds it. Only for use after {@link NativeLibrary#load}.
 */
final class DeviceList {
  private static final double GIB = 1L << 30;

  /** The CPU, then the GPUs there are. */
  List<Device> read() {
    List<Device> devices = new ArrayList<>();
    devices.add(Device.cpu());
    int gpus = Engine.getEngine("PyTorch").getGpuCount();
    for (int gpu = 0; gpu < gpus; gpu++) {
      double memory = CudaUtils.getGpuMemory(ai.djl.Device.gpu(gpu)).getMax() / GIB;
      devices.add(new Device(Device.Kind.GPU, gpu, "GPU with %.1f GiB".formatted(memory)));
    }
    return List.copyOf(devices);
  }

  /**
   * Checks that there is a device of that kind and number.
   *
   * @throws ProblemException if not, listing those there are
   */
  void require(Device device) {
    List<Device> devices = read();
    boolean there =
        devices.stream().anyMatch(d -> d.kind() == device.kind() && d.index() == device.index());
    if (!there) {
      throw new ProblemException(
          Problem.of("PyTorch sees no %s %d".formatted(device.kind(), device.index()))
              .withSubject("engine djl")
              .expecting(devices.stream().map(Device::toString).collect(Collectors.joining(" or ")))
              .withRemedy(
                  "run on the CPU; for a GPU, PyTorch needs a libtorch with CUDA, named by"
                      + " PYTORCH_LIBRARY_PATH, and a CUDA driver"));
    }
  }
}
