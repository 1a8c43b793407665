package dev.graft.cli;

import dev.graft.api.Labels;
import dev.graft.api.experiment.Experiment;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** An experiment file and what is changed of it, as several commands take them. */
final class ExperimentArguments {
  @Parameters(index = "0", paramLabel = "FILE", description = "The experiment file.")
  private Path file;

  @Mixin private ChangedSettings settings = new ChangedSettings();

  /** The file. */
  Path file() {
    return file;
  }

  /** Whether any setting is changed. */
  boolean changesAnything() {
    return !settings.list().isEmpty();
  }

  /** Reads, checks and assembles the experiment; with more changes after the user's. */
  AssembledExperiment assemble(Graft graft, List<String> more) {
    List<String> overrides = new ArrayList<>(settings.list());
    overrides.addAll(more);
    return graft.experiment(file, overrides);
  }

  /** Reads and checks the experiment without its data and weights. */
  Experiment assembleWithoutFiles(Graft graft, Labels labels) {
    return graft.withoutFiles(file, settings.list(), labels);
  }
}
