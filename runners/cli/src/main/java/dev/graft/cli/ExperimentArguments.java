package dev.graft.cli;

import dev.graft.api.Labels;
import dev.graft.api.experiment.Experiment;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An experiment file and what is changed of it, as several commands take them. */
final class ExperimentArguments {
  @Parameters(index = "0", paramLabel = "FILE", description = "The experiment file.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = {
        "Changes a setting, for this time only: training.epochs=3, or"
            + " augmentations[0].degrees=20. May be given several times."
      })
  private List<String> settings = new ArrayList<>();

  /** The file. */
  Path file() {
    return file;
  }

  /** Whether any setting is changed. */
  boolean changesAnything() {
    return !settings.isEmpty();
  }

  /** Reads, checks and assembles the experiment; with more changes after the user's. */
  AssembledExperiment assemble(Graft graft, List<String> more) {
    List<String> overrides = new ArrayList<>(settings);
    overrides.addAll(more);
    return graft.experiment(file, overrides);
  }

  /** Reads and checks the experiment without its data and weights. */
  Experiment assembleWithoutFiles(Graft graft, Labels labels) {
    return graft.withoutFiles(file, settings, labels);
  }
}
