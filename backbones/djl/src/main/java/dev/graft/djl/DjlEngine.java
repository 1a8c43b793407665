package dev.graft.djl;

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
 * PyTorch, through DJL, as an engine. Making one loads nothing native; every method loads the
 * library if it is not loaded, and throws {@link dev.graft.api.problem.ProblemException} if it
 * cannot be.
 *
 * <p>Operations are computed as they are called. Every network computes with its own {@link
 * Placement#threads}, in the thread that calls it; the results depend on that number in the last
 * bits, and on nothing else. Networks infer at the same time; the passes of training networks that
 * record gradients come one after the other, since DJL records for one at a time in a process.
 */
public final class DjlEngine implements Engine {
  /** What chooses kernels, or how sums are divided. */
  private static final List<String> KERNEL_SETTINGS =
      List.of(
          "ATEN_CPU_CAPABILITY",
          "OMP_NUM_THREADS",
          "MKL_NUM_THREADS",
          "MKL_CBWR",
          "ONEDNN_MAX_CPU_ISA",
          "DNNL_MAX_CPU_ISA",
          "ONEDNN_DEFAULT_FPMATH_MODE",
          "DNNL_DEFAULT_FPMATH_MODE",
          "NVIDIA_TF32_OVERRIDE",
          "CUBLAS_WORKSPACE_CONFIG");

  private final NativeLibrary library;

  /** Loads nothing. */
  public DjlEngine() {
    this.library = new NativeLibrary();
  }

  @Override
  public String description() {
    return library.description();
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
    return new DjlDiagnosis(library).read();
  }

  @Override
  public InferenceNetwork infer(Architecture architecture, Weights weights, Placement placement) {
    weights.requireFor(architecture, "weights of '" + architecture.name() + "'");
    requireDevice(placement);
    return DjlInferenceNetwork.build(architecture, weights, placement);
  }

  @Override
  public TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement) {
    weights.requireFor(program.network(), "weights of '" + program.network().name() + "'");
    requireDevice(placement);
    return DjlTrainingNetwork.build(program, weights, placement);
  }

  private void requireDevice(Placement placement) {
    library.load();
    if (placement.device().kind() != Device.Kind.CPU) {
      new DeviceList().require(placement.device());
    }
  }
}
