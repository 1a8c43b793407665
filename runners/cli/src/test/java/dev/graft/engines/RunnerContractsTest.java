package dev.graft.engines;

import dev.graft.api.runner.Runner;
import dev.graft.api.runner.TrainingLoop;
import dev.graft.local.CpuRunner;
import dev.graft.local.Threads;
import dev.graft.testkit.RunnerContract;

/** Graft's runner of the processor, held to what everybody's runners are held to. */
class RunnerContractsTest extends RunnerContract {
  @Override
  protected Runner runner(TrainingLoop loop) {
    return new CpuRunner(new CpuRunner.Settings(new Threads(2)), loop);
  }
}
