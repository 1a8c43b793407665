package dev.graft.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Lifetime;
import dev.graft.api.engine.Placement;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.function.Function;

/**
 * The one owner of a network's native memory: what lives as long as the network, and for each
 * computation a manager of its own that frees all that came up in it. Several threads may compute
 * at once; closing waits for them.
 */
final class NetworkMemory implements AutoCloseable {
  private final String name;
  private final Placement placement;
  private final NDManager manager;
  private final Clipping clipping;
  private final Lifetime lifetime;

  /**
   * Begins empty.
   *
   * @param name what to call the network in messages
   */
  NetworkMemory(String name, Placement placement) {
    this.name = name;
    this.placement = placement;
    this.manager = Engine.getEngine("PyTorch").newBaseManager(device(placement.device()));
    this.clipping = Clipping.load(manager);
    this.lifetime = new Lifetime(name);
  }

  private static ai.djl.Device device(Device device) {
    return device.kind() == Device.Kind.CPU
        ? ai.djl.Device.cpu()
        : ai.djl.Device.gpu(device.index());
  }

  /** Keeps what lives as long as the network. */
  NDManager manager() {
    return manager;
  }

  /** Operations for this network's device. */
  Clipping clipping() {
    return clipping;
  }

  /** Computes something on all of the network's threads, as {@link #compute(int, Function)}. */
  <R> R compute(Function<NDManager, R> work) {
    return compute(placement.threads(), work);
  }

  /**
   * Computes something.
   *
   * @param threads how many an operation may use
   * @param work is given the manager of this computation; what it returns holds no tensor
   * @throws IllegalStateException after {@link #close}
   * @throws ProblemException if the device's memory does not suffice
   */
  <R> R compute(int threads, Function<NDManager, R> work) {
    return lifetime.use(
        () -> {
          // PyTorch keeps this number for each thread that calls it; but a thread that has not yet
          // asked for it takes, at its first operation, the one that any thread has set last.
          JniUtils.getNumThreads();
          JniUtils.setNumThreads(threads);
          try (NDManager step = manager.newSubManager();
              NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            return work.apply(step);
          } catch (EngineException e) {
            throw isOutOfMemory(e) ? outOfMemory(e) : e;
          }
        });
  }

  /** Whether what went wrong is that memory did not suffice. */
  static boolean isOutOfMemory(EngineException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("out of memory") || message.contains("can't allocate memory");
  }

  private ProblemException outOfMemory(EngineException e) {
    return new ProblemException(
        Problem.of("%s has not enough memory for network '%s'".formatted(placement.device(), name))
            .withSubject("engine djl")
            .withRemedy("use a smaller batch_size or smaller images"),
        e);
  }

  /**
   * Checks that nothing is closed.
   *
   * @throws IllegalStateException after {@link #close}
   */
  void requireOpen() {
    lifetime.requireOpen();
  }

  @Override
  public void close() {
    lifetime.close(manager::close);
  }
}
