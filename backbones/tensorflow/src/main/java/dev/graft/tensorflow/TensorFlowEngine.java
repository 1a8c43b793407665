package dev.graft.tensorflow;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.weights.Weights;
import java.util.List;

/**
 * TensorFlow Java (TensorFlow 2) as an engine. Making one loads nothing native; every method loads
 * the library if it is not loaded, and throws {@link dev.graft.api.problem.ProblemException} if it
 * cannot be.
 *
 * <p>A network is a graph that is built once and run in a session of its own. The result of a run
 * depends on the number of threads in the last bits, and on nothing else.
 *
 * <p>TensorFlow shares one pool of threads among all networks of a process, made for the first of
 * them; with {@code TF_OVERRIDE_GLOBAL_THREADPOOL=1} in the environment (the {@code graft} launcher
 * sets it) every network has its own and {@link Placement#threads} counts for each.
 */
public final class TensorFlowEngine implements Engine {
  /** What chooses kernels, or how sums are divided. */
  private static final List<String> KERNEL_SETTINGS =
      List.of(
          "TF_ENABLE_ONEDNN_OPTS",
          "TF_OVERRIDE_GLOBAL_THREADPOOL",
          "TF_XLA_FLAGS",
          "ONEDNN_MAX_CPU_ISA",
          "DNNL_MAX_CPU_ISA",
          "ONEDNN_DEFAULT_FPMATH_MODE",
          "DNNL_DEFAULT_FPMATH_MODE",
          "NVIDIA_TF32_OVERRIDE",
          "TF_CUDNN_DETERMINISTIC",
          "TF_DETERMINISTIC_OPS");

  private final NativeLibrary library;

  /** Loads nothing. */
  public TensorFlowEngine() {
    this.library = new NativeLibrary();
  }

  @Override
  public String description() {
    return "TensorFlow " + library.load();
  }

  @Override
  public List<Device> devices() {
    library.load();
    return new DeviceList().read();
  }

  @Override
  public String numerics(Placement placement) {
    return Engine.super.numerics(placement) + "; " + EnvironmentVariable.settings(KERNEL_SETTINGS);
  }

  @Override
  public Diagnosis diagnosis() {
    return new TensorFlowDiagnosis(library).read();
  }

  @Override
  public InferenceNetwork infer(Architecture architecture, Weights weights, Placement placement) {
    weights.requireFor(architecture, "weights of '" + architecture.name() + "'");
    requireDevice(placement);
    return TensorFlowInferenceNetwork.build(architecture, weights, placement);
  }

  @Override
  public TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement) {
    weights.requireFor(program.network(), "weights of '" + program.network().name() + "'");
    requireDevice(placement);
    return TensorFlowTrainingNetwork.build(program, weights, placement);
  }

  private void requireDevice(Placement placement) {
    library.load();
    if (placement.device().kind() != Device.Kind.CPU) {
      new DeviceList().require(placement.device());
    }
  }
}
