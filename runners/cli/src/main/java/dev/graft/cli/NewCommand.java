package dev.graft.cli;

import dev.graft.assembly.Graft;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code graft new}. */
@Command(
    name = "new",
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    header = "Write the beginnings of something of your own.",
    description = {""},
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  graft new plugin tiny-net"})
final class NewCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private NewCommand() {}

  /** Makes the command with those below it. */
  static CommandLine with(Terminal terminal, ShellText shell, Supplier<Graft> plugins) {
    return new CommandLine(new NewCommand())
        .addSubcommand(new NewPluginCommand(terminal, shell, plugins));
  }

  /** Without a word there is nothing to do but to tell which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.PROBLEM;
  }
}
