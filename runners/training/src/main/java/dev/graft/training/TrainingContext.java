package dev.graft.training;

import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.random.Randomness;
import dev.graft.api.runner.RunListener;
import dev.graft.training.input.MemoryBudget;
import dev.graft.training.input.Pictures;
import dev.graft.training.input.Workers;

/**
 * What all phases of a run share.
 *
 * @param experiment what to do
 * @param placement where
 * @param training the training pictures
 * @param validation the validation pictures
 * @param workers decode and augment
 * @param memory how much may be kept
 * @param listener is told how it goes
 */
record TrainingContext(
    Experiment experiment,
    Placement placement,
    Pictures training,
    Pictures validation,
    Workers workers,
    MemoryBudget memory,
    RunListener listener) {

  Randomness randomness() {
    return new Randomness(experiment.seed());
  }

  /** Number of epochs of all phases. */
  int epochs() {
    return experiment.phases().stream().mapToInt(phase -> phase.epochs()).sum();
  }
}
