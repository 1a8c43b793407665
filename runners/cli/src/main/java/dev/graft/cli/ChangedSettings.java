package dev.graft.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The settings that the command line changes of an experiment file. */
final class ChangedSettings {
  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = {
        "Changes a setting, for this time only: training.epochs=3, or"
            + " augmentations[0].degrees=20. May be given several times."
      })
  private List<String> settings = new ArrayList<>();

  /** The changes, in their order. */
  List<String> list() {
    return List.copyOf(settings);
  }
}
