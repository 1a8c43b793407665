package dev.graft.cli;

import dev.graft.assembly.Graft;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code graft weights}. */
@Command(
    name = "weights",
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    header = "List, fetch and verify published weights.",
    description = {
      "",
      "What `weights: imagenet` in an experiment begins with. Files are kept in the folder weights of"
          + " GRAFT_CACHE, or else of the system's folder for such things, under their published"
          + " names; they may be put there by hand. GRAFT_OFFLINE=1 forbids fetching.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft weights list mobilenet_v2",
      "  graft weights fetch my.yaml",
      "  graft weights verify"
    })
final class WeightsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private WeightsCommand() {}

  /**
   * Makes the command with those below it.
   *
   * @param graft has the catalogue, and the files on this machine
   */
  static CommandLine with(Terminal terminal, ShellText shell, Supplier<Graft> graft) {
    return new CommandLine(new WeightsCommand())
        .addSubcommand(new WeightsListCommand(terminal, graft))
        .addSubcommand(new WeightsFetchCommand(terminal, shell, graft))
        .addSubcommand(new WeightsVerifyCommand(terminal, graft));
  }

  /** Without a command there is nothing to do but to tell which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.PROBLEM;
  }
}
