package dev.graft.tensorflow;

import dev.graft.api.engine.Device;
import dev.graft.api.engine.Lifetime;
import dev.graft.api.engine.Placement;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * A graph and the sessions that run it: the one owner of a network's native memory. The graph is
 * built first, then {@link #start} opens the session. Several threads may run it at once; closing
 * waits for them.
 *
 * <p>A graph of constants may also be run by several threads of Java, each of which computes alone;
 * such runs have a session of their own, opened by the first of them.
 */
final class GraphSession implements AutoCloseable {
  private static final RunOptions IN_CALLING_THREAD =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private final String name;
  private final Placement placement;
  private final Graph graph = new Graph();
  private final Ops tf;
  private final Lifetime lifetime;
  private List<SavedModelGraph.Restoration> restorations = List.of();
  private RewriterConfig rewriting = RewriterConfig.getDefaultInstance();
  private Session session;
  private Session sessionForOne;

  /**
   * Begins an empty graph.
   *
   * @param name what to call the network in messages
   */
  GraphSession(String name, Placement placement) {
    this.name = name;
    this.placement = placement;
    this.lifetime = new Lifetime(name);
    this.tf = Ops.create(graph).withDevice(device(placement.device()));
  }

  private static DeviceSpec device(Device device) {
    return DeviceSpec.newBuilder()
        .deviceType(
            device.kind() == Device.Kind.CPU
                ? DeviceSpec.DeviceType.CPU
                : DeviceSpec.DeviceType.GPU)
        .deviceIndex(device.index())
        .build();
  }

  Graph graph() {
    return graph;
  }

  /** What adds nodes to the graph, on the network's device. */
  Ops tf() {
    return tf;
  }

  /** Opens the session; after this nothing is added to the graph. */
  void start() {
    start(true, List.of());
  }

  /**
   * Opens the session; after this nothing is added to the graph.
   *
   * @param fuse whether TensorFlow may make one operation of several
   * @param restorations what is restored from files
   * @throws ProblemException if that cannot be done
   */
  void start(boolean fuse, List<SavedModelGraph.Restoration> restorations) {
    finish(GraphRewriting.all(fuse), restorations);
    session = open(placement.threads());
  }

  /**
   * Nothing is added to the graph, which only infers, after this; the first run opens the session
   * that it needs.
   *
   * @param fuse whether TensorFlow may make one operation of several
   * @param restorations what each session restores from files first
   */
  void startLater(boolean fuse, List<SavedModelGraph.Restoration> restorations) {
    // What is restored is a graph of others, and a GPU's layouts are not those of the network.
    boolean asBuilt = restorations.isEmpty() && placement.device().kind() == Device.Kind.CPU;
    finish(asBuilt ? GraphRewriting.fusingOnly(fuse) : GraphRewriting.all(fuse), restorations);
  }

  private void finish(RewriterConfig found, List<SavedModelGraph.Restoration> restored) {
    rewriting = found;
    restorations = List.copyOf(restored);
  }

  private synchronized Session session(int threads) {
    if (threads == 1) {
      if (sessionForOne == null) {
        sessionForOne = open(1);
      }
      return sessionForOne;
    }
    if (session == null) {
      session = open(threads);
    }
    return session;
  }

  private Session open(int threads) {
    Session opened = new Session(graph, config(threads));
    try {
      restorations.forEach(restoration -> restore(restoration, opened));
      return opened;
    } catch (ProblemException e) {
      opened.close();
      throw e;
    }
  }

  private static void restore(SavedModelGraph.Restoration restoration, Session opened) {
    try (TString path = TString.scalarOf(restoration.path().toString())) {
      opened
          .runner()
          .feed(restoration.file(), path)
          .addTarget(restoration.operation())
          .run()
          .close();
    } catch (TensorFlowException e) {
      throw new ProblemException(
          Problem.at(
              restoration.path() + ".index",
              "the variables cannot be restored: "
                  + String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
  }

  private ConfigProto config(int threads) {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            // One operation at a time, each on all threads: fastest for image networks, and the
            // order of additions stays the same from run to run.
            .setInterOpParallelismThreads(1)
            .setUsePerSessionThreads(true)
            .setAllowSoftPlacement(true);
    if (placement.device().kind() == Device.Kind.CPU) {
      config.putDeviceCount("GPU", 0);
    } else {
      config.getGpuOptionsBuilder().setAllowGrowth(true);
    }
    config.getGraphOptionsBuilder().setRewriteOptions(rewriting);
    return config.build();
  }

  /**
   * Runs part of the graph.
   *
   * @param feeds the placeholders' values; stay the caller's
   * @param fetches what is computed
   * @param targets what is done besides
   * @return the fetches' values, row-major
   * @throws IllegalStateException after {@link #close}
   * @throws ProblemException if the device's memory does not suffice
   */
  List<float[]> run(Feeds feeds, List<Operand<TFloat32>> fetches, List<? extends Op> targets) {
    return lifetime.use(
        () -> run(session.runner().setOptions(IN_CALLING_THREAD), feeds, fetches, targets));
  }

  /**
   * Computes a node of a graph without variables.
   *
   * @param feeds the placeholders' values; stay the caller's
   * @param threads 1, which is then the calling thread itself, or all of the placement
   * @return the value, row-major
   * @throws IllegalStateException after {@link #close}
   * @throws ProblemException if the device's memory does not suffice
   */
  float[] run(Feeds feeds, Operand<TFloat32> fetch, int threads) {
    return lifetime.use(
        () -> {
          Session.Runner runner = session(threads).runner().setOptions(IN_CALLING_THREAD);
          return run(runner, feeds, List.of(fetch), List.of()).get(0);
        });
  }

  private List<float[]> run(
      Session.Runner runner,
      Feeds feeds,
      List<Operand<TFloat32>> fetches,
      List<? extends Op> targets) {
    try {
      feeds.feed(runner);
      fetches.forEach(runner::fetch);
      targets.forEach(runner::addTarget);
      try (Result result = runner.run()) {
        List<float[]> values = new ArrayList<>(fetches.size());
        for (int i = 0; i < fetches.size(); i++) {
          values.add(HostTensors.read((TFloat32) result.get(i)));
        }
        return values;
      }
    } catch (TFResourceExhaustedException e) {
      throw new ProblemException(
          Problem.of(
                  "%s has not enough memory for network '%s'".formatted(placement.device(), name))
              .withSubject("engine tensorflow")
              .withRemedy("use a smaller batch_size or smaller images"),
          e);
    }
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
    lifetime.close(
        () -> {
          // A session holds the graph: closing the graph first would wait for ever.
          if (session != null) {
            session.close();
          }
          if (sessionForOne != null) {
            sessionForOne.close();
          }
          graph.close();
        });
  }
}
