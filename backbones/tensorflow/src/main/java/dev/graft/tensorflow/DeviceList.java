package dev.graft.tensorflow;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_CloseSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import dev.graft.api.engine.Device;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/** The devices TensorFlow can compute on. Its Java API cannot list them; its C API can. */
final class DeviceList {
  private static final double GIB = 1L << 30;

  /** The CPU, then the GPUs there are. */
  @SuppressWarnings("try") // the scope is not named again: it frees what is made inside it
  List<Device> read() {
    List<Device> devices = new ArrayList<>();
    devices.add(Device.cpu());
    try (PointerScope natives = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_Session session = TF_NewSession(TF_Graph.newGraph(), options(status), status);
      status.throwExceptionIfNotOK();
      try {
        gpus(session, devices);
      } finally {
        TF_CloseSession(session, status);
        TF_DeleteSession(session, status);
      }
    }
    return List.copyOf(devices);
  }

  /**
   * The first session of a process decides how all take a GPU's memory: bit by bit, not all of it.
   */
  private static TF_SessionOptions options(TF_Status status) {
    ConfigProto.Builder config = ConfigProto.newBuilder();
    config.getGpuOptionsBuilder().setAllowGrowth(true);
    byte[] bytes = config.build().toByteArray();
    TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
    TF_SetConfig(options, new BytePointer(bytes), bytes.length, status);
    status.throwExceptionIfNotOK();
    return options;
  }

  private static void gpus(TF_Session session, List<Device> devices) {
    TF_Status status = TF_Status.newStatus();
    TF_DeviceList list = TF_SessionListDevices(session, status);
    status.throwExceptionIfNotOK();
    try {
      int gpus = 0;
      for (int i = 0; i < TF_DeviceListCount(list); i++) {
        try (BytePointer type = TF_DeviceListType(list, i, status)) {
          status.throwExceptionIfNotOK();
          if (type.getString().equals("GPU")) {
            double memory = TF_DeviceListMemoryBytes(list, i, status) / GIB;
            devices.add(new Device(Device.Kind.GPU, gpus++, "GPU with %.1f GiB".formatted(memory)));
          }
        }
      }
    } finally {
      TF_DeleteDeviceList(list);
    }
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
          Problem.of("TensorFlow sees no %s %d".formatted(device.kind(), device.index()))
              .withSubject("engine tensorflow")
              .expecting(devices.stream().map(Device::toString).collect(Collectors.joining(" or ")))
              .withRemedy(
                  "run on the CPU; for a GPU, TensorFlow Java needs its native library with the"
                      + " classifier linux-x86_64-gpu, and a CUDA driver"));
    }
  }
}
