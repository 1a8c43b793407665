package dev.graft.cli;

import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.engine.Engine;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.plugins.PluginFolders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft doctor}. */
@Command(
    name = "doctor",
    sortOptions = false,
    header = "Examine the engines on this machine, and tell what is missing.",
    description = {
      "",
      "Java and the machine; of each engine its version, native library, devices, threads, cache"
          + " folders, environment variables, and how to get what is missing. Each engine is"
          + " examined in a process of its own.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft doctor",
      "  graft doctor tensorflow",
      "  graft doctor --gpu",
      "  graft doctor --format json",
      "",
      "Exit code 0 if an engine works and nothing asked for is missing, 2 otherwise. Asked for are",
      "the engines that are named, and with --gpu a GPU that one of them can compute on."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final ShellText shell;
  private final Supplier<Graft> installed;
  private final Function<String, EngineReport> examiner;

  @Parameters(
      index = "0..*",
      arity = "0..*",
      paramLabel = "ENGINE",
      description =
          "Engines that must work; all are examined, and one must work, if none is named.")
  private List<String> engines = List.of();

  @Option(names = "--gpu", description = "Asks for an engine that can compute on a GPU.")
  private boolean gpu;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the findings are printed: ${COMPLETION-CANDIDATES}.")
  private ReportFormat format;

  /**
   * Makes the command.
   *
   * @param installed has the plugins
   * @param examiner examines an engine by its name
   */
  DoctorCommand(
      Terminal terminal,
      ShellText shell,
      Supplier<Graft> installed,
      Function<String, EngineReport> examiner) {
    this.terminal = terminal;
    this.shell = shell;
    this.installed = installed;
    this.examiner = examiner;
  }

  @Override
  public Integer call() {
    DoctorReport report = examine();
    if (format == ReportFormat.JSON) {
      terminal.out().println(new JsonText().write(report));
    } else {
      new DoctorText(shell)
          .lines(report, terminal.width().getAsInt())
          .forEach(terminal.out()::println);
    }
    return report.healthy() ? ExitCode.FINE : ExitCode.PROBLEM;
  }

  private DoctorReport examine() {
    List<Problem> problems = new ArrayList<>();
    Optional<Components> components = components(problems);
    List<EngineReport> reports =
        components.stream().flatMap(found -> asked(found).stream()).map(examiner).toList();
    if (gpu && reports.stream().noneMatch(EngineReport::hasGpu)) {
      problems.add(Problem.of("a GPU is asked for, but no engine sees one"));
    }
    boolean works =
        engines.isEmpty()
            ? reports.stream().anyMatch(EngineReport::works)
            : reports.stream().allMatch(EngineReport::works);
    return new DoctorReport(
        works && problems.isEmpty(),
        Objects.requireNonNullElse(
            DoctorCommand.class.getPackage().getImplementationVersion(), "run from its classes"),
        MachineReport.read(),
        environment(),
        components.map(Components::pluginVersions).orElse(Map.of()),
        reports,
        problems);
  }

  /** Plugins that cannot be listed are a finding, too. */
  private Optional<Components> components(List<Problem> problems) {
    try {
      return Optional.of(installed.get().components());
    } catch (ProblemException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  /**
   * The engines to examine.
   *
   * @throws ProblemException if there is none of a name
   */
  private List<String> asked(Components components) {
    List<Problem> unknown =
        engines.stream()
            .filter(engine -> components.find(Engine.class, engine).isEmpty())
            .map(engine -> components.unknown(Engine.class, engine))
            .toList();
    if (!unknown.isEmpty()) {
      throw new ProblemException(unknown);
    }
    return engines.isEmpty() ? components.names(Engine.class) : engines;
  }

  private static List<EnvironmentVariable> environment() {
    return List.of(
        EnvironmentVariable.read("JAVA_HOME", "the Java that `graft` starts"),
        EnvironmentVariable.read("GRAFT_JAVA_OPTS", "more options for it"),
        EnvironmentVariable.read(PluginFolders.VARIABLE, "folders of plugins"),
        EnvironmentVariable.read("GRAFT_MAVEN_ARGS", "more arguments for the build"),
        EnvironmentVariable.read("GRAFT_CACHE", "the folder of fetched weights and kept features"),
        EnvironmentVariable.read("GRAFT_CACHE_SIZE", "most that kept features may take; 0: none"),
        EnvironmentVariable.read("LD_LIBRARY_PATH", "where the system looks for libraries first"));
  }
}
