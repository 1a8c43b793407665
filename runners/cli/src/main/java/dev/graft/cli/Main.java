package dev.graft.cli;

import dev.graft.training.features.FeatureCache;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** The {@code graft} command. */
@Command(
    name = "graft",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Transfer learning on images, declared in one YAML file: a pretrained backbone, a new head, a"
          + " loss, some augmentations.",
      ""
    },
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:a bug in Graft or in a plugin; told with a stack trace",
      "2:a problem in what was given: options, files, pictures; told where it is and how to mend it"
    },
    footerHeading = "%nA first run, with nothing to prepare:%n",
    footer = {
      "  graft train configs/quickstart.yaml",
      "",
      "Then, for your own pictures, copy one of the other files in configs/ and",
      "  graft check my.yaml       find its mistakes",
      "  graft summary my.yaml     look at the network",
      "  graft train my.yaml       train it",
      "  graft plugins             see what a file can name, and with which settings",
      "  graft weights list        see which published weights there are, and which are here",
      "  graft doctor              see which engines work here, and what is missing",
      "",
      "GRAFT_JAVA_OPTS holds more options for Java, such as -Xmx8g."
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Without a command there is nothing to do but to tell which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.PROBLEM;
  }

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    LibraryLogging.quiet();
    Terminal terminal = Terminal.system();
    AtomicBoolean ended = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!ended.get()) {
                    // The shell's prompt must not follow a half-drawn line.
                    terminal.err().printf("%nInterrupted%n");
                  }
                },
                "interrupted"));
    int exitCode = run(terminal, ShellText.ofThisProcess(), arguments);
    ended.set(true);
    System.exit(exitCode);
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  static int run(Terminal terminal, ShellText shell, String... arguments) {
    ErrorReport errors = new ErrorReport(terminal.err());
    try (PluginOptions plugins = new PluginOptions()) {
      return commandLine(terminal, shell, errors, plugins).execute(arguments);
    } catch (Error e) {
      return errors.report(e);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  private static CommandLine commandLine(
      Terminal terminal, ShellText shell, ErrorReport errors, PluginOptions plugins) {
    CommandLine graft =
        new CommandLine(new Main())
            .addMixin("plugins", plugins)
            .addSubcommand(new TrainCommand(terminal, shell, plugins))
            .addSubcommand(new EvaluateCommand(terminal, plugins))
            .addSubcommand(new PredictCommand(terminal, plugins))
            .addSubcommand(new SummaryCommand(terminal, plugins))
            .addSubcommand(new CheckCommand(terminal, shell, plugins))
            .addSubcommand(new PluginsCommand(terminal, plugins))
            .addSubcommand(new SchemaCommand(new WrittenText(terminal, shell), plugins))
            .addSubcommand(new ReferenceCommand(new WrittenText(terminal, shell), plugins))
            .addSubcommand(NewCommand.with(terminal, shell, plugins))
            .addSubcommand(new CacheCommand(terminal, FeatureCache::ofSystem))
            .addSubcommand(WeightsCommand.with(terminal, shell, plugins))
            .addSubcommand(
                new DoctorCommand(
                    terminal, shell, plugins, EngineExaminer.ofThisProcess(plugins)::examine))
            .setOut(terminal.out())
            .setErr(terminal.err())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(errors)
            .setParameterExceptionHandler(errors)
            .setUsageHelpAutoWidth(terminal.interactive())
            .setUsageHelpWidth(100);
    addHelp(graft.getSubcommands().values());
    return graft;
  }

  private static void addHelp(Collection<CommandLine> commands) {
    for (CommandLine command : commands) {
      addHelp(command.getCommandSpec());
      addHelp(command.getSubcommands().values());
    }
  }

  /** As {@code mixinStandardHelpOptions}, but without a version of each command. */
  private static void addHelp(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this help.").build());
  }
}
