package dev.graft.cli;

import dev.graft.api.diagnosis.CacheFolder;
import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.diagnosis.NativeFiles;
import dev.graft.api.engine.Device;
import dev.graft.api.problem.Problem;
import dev.graft.cli.TextTable.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The doctor's findings for people: a block for the machine, one for each engine, a verdict. */
final class DoctorText {
  private final ShellText shell;

  DoctorText(ShellText shell) {
    this.shell = shell;
  }

  /**
   * The lines.
   *
   * @param width most characters of a line, where the words allow it
   */
  List<String> lines(DoctorReport report, int width) {
    List<String> lines = new ArrayList<>();
    lines.add("Graft " + report.graft());
    lines.addAll(machine(report).lines(width));
    for (EngineReport engine : report.engines()) {
      lines.add("");
      lines.add(
          "Engine %s: %s".formatted(engine.name(), engine.works() ? "works" : "DOES NOT WORK"));
      lines.addAll(engine(engine).lines(width));
    }
    lines.add("");
    for (Problem problem : report.problems()) {
      lines.addAll(TextTable.wrap(problem.toString(), width));
    }
    lines.addAll(TextTable.wrap(verdict(report), width));
    return lines;
  }

  private TextTable machine(DoctorReport report) {
    MachineReport machine = report.machine();
    TextTable table = new TextTable(Side.LEFT, Side.LEFT);
    table.row(
        "  Java",
        "%s, %s, in %s".formatted(machine.java(), machine.vendor(), path(machine.javaHome())));
    table.row("  system", machine.system() + ", " + machine.architecture());
    table.row(
        "  processor",
        machine.processor().map(model -> model + ", ").orElse("")
            + NumberText.count(machine.cores(), "core")
            + (machine.instructions().isEmpty()
                ? ""
                : ", with " + String.join(" ", machine.instructions())));
    table.row(
        "  memory",
        "%s, of which Java's heap may take %s"
            .formatted(
                NumberText.bytes(machine.memoryBytes()), NumberText.bytes(machine.heapBytes())));
    environment(table, report.environment());
    table.row("  plugins", plugins(report));
    return table;
  }

  /** Their versions only where they differ from Graft's. */
  private static String plugins(DoctorReport report) {
    return report.plugins().entrySet().stream()
        .map(
            plugin ->
                plugin.getValue().equals(report.graft())
                    ? plugin.getKey()
                    : plugin.getKey() + " " + plugin.getValue())
        .collect(Collectors.joining(", "));
  }

  private TextTable engine(EngineReport engine) {
    TextTable table = new TextTable(Side.LEFT, Side.LEFT);
    engine.problems().forEach(problem -> problem(table, "  problem", problem));
    engine.diagnosis().ifPresent(diagnosis -> diagnosis(table, diagnosis));
    return table;
  }

  private void diagnosis(TextTable table, Diagnosis diagnosis) {
    if (!diagnosis.library().isEmpty()) {
      table.row("  library", diagnosis.library());
    }
    diagnosis.natives().ifPresent(natives -> natives(table, natives));
    if (!diagnosis.devices().isEmpty()) {
      table.row(
          "  devices",
          diagnosis.devices().stream().map(Device::toString).collect(Collectors.joining(", ")));
    }
    diagnosis
        .threads()
        .ifPresent(
            threads -> table.row("  threads", threads + ", unless the runner says otherwise"));
    diagnosis.caches().forEach(cache -> cache(table, cache));
    environment(table, diagnosis.environment());
    diagnosis.withoutGpu().ifPresent(problem -> problem(table, "  no GPU", problem));
  }

  private void natives(TextTable table, NativeFiles natives) {
    table.row(
        "  natives",
        "%s, %s, from %s".formatted(natives.platform(), natives.flavour(), path(natives.origin())));
    if (!natives.files().isEmpty()) {
      table.row(
          "",
          "unpacked: "
              + natives.files().stream()
                  .map(file -> file.getFileName().toString())
                  .collect(Collectors.joining(", ")));
    }
  }

  private void cache(TextTable table, CacheFolder cache) {
    table.row(
        "  cache",
        "%s of %s in %s, %s free%s"
            .formatted(
                NumberText.bytes(cache.bytes()),
                cache.purpose(),
                path(cache.folder()),
                NumberText.bytes(cache.freeBytes()),
                cache.writable() ? "" : "; it cannot be written"));
  }

  private static void environment(TextTable table, List<EnvironmentVariable> variables) {
    String title = "  environment";
    for (EnvironmentVariable variable : variables) {
      if (variable.value().isPresent()) {
        table.row(
            title,
            "%s=%s: %s"
                .formatted(
                    variable.name(), ShellText.quoted(variable.value().get()), variable.meaning()));
        title = "";
      }
    }
    String unset =
        variables.stream()
            .filter(variable -> variable.value().isEmpty())
            .map(EnvironmentVariable::name)
            .collect(Collectors.joining(", "));
    if (!unset.isEmpty()) {
      table.row(title, "not set: " + unset);
    }
  }

  private static void problem(TextTable table, String title, Problem problem) {
    String where = problem.where().isEmpty() ? "" : problem.where() + ": ";
    table.row(title, where + problem.what());
    if (!problem.expected().isEmpty()) {
      table.row("    expected", problem.expected());
    }
    if (!problem.remedy().isEmpty()) {
      table.row("    mend", problem.remedy());
    }
  }

  private static String verdict(DoctorReport report) {
    long working = report.engines().stream().filter(EngineReport::works).count();
    String gpus =
        report.engines().stream()
            .filter(EngineReport::hasGpu)
            .map(EngineReport::name)
            .collect(Collectors.joining(", "));
    return "%s; %s"
        .formatted(
            working == report.engines().size()
                ? "All engines work"
                : "%d of %s work%s"
                    .formatted(
                        working,
                        NumberText.count(report.engines().size(), "engine"),
                        working == 1 ? "s" : ""),
            gpus.isEmpty() ? "none sees a GPU" : "with a GPU: " + gpus);
  }

  private String path(Path path) {
    return shell.path(path);
  }
}
