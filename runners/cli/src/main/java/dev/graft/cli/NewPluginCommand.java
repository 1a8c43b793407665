package dev.graft.cli;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.Graft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graft new plugin}. */
@Command(
    name = "plugin",
    sortOptions = false,
    header = "Write a small Maven project of a plugin.",
    description = {
      "",
      "A component of each kind, or of those that you name, each with its tests, and an experiment"
          + " that trains with all of them. It builds and works as it stands: keep what you need,"
          + " and change it into your own.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  graft new plugin tiny-net",
      "  graft new plugin focal-loss --kind loss",
      "  graft new plugin tiny-net --kind backbone,head --group-id com.acme --package com.acme.tiny"
    })
final class NewPluginCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final ShellText shell;
  private final Supplier<Graft> plugins;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description =
          "The plugin's id: lower-case words joined by '-'. The project's folder is called so,"
              + " too.")
  private String name;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      description =
          "What it brings: backbone, layer, head, loss, augmentation, metric, listener; several"
              + " joined by ',', or given several times. All of these if left out.")
  private List<String> kinds = List.of();

  @Option(
      names = "--group-id",
      paramLabel = "GROUP",
      description = "The Maven group; org.example if left out.")
  private String groupId;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The package of its classes; the group and the name if left out.")
  private String javaPackage;

  @Option(
      names = "--in",
      paramLabel = "DIR",
      description = "The folder that the project's folder is written into; this one if left out.")
  private Path parent = Path.of("");

  NewPluginCommand(Terminal terminal, ShellText shell, Supplier<Graft> plugins) {
    this.terminal = terminal;
    this.shell = shell;
    this.plugins = plugins;
  }

  @Override
  public Integer call() {
    PluginNames names =
        PluginNames.of(name, Optional.ofNullable(groupId), Optional.ofNullable(javaPackage));
    Set<PluginPart> parts = PluginPart.of(kinds);
    requireNoPluginOfGrafts();
    Path project = parent.resolve(name);
    if (Files.exists(project)) {
      throw new ProblemException(
          Problem.at(project.toString(), "there is something of this name already")
              .withRemedy("take another name, or delete it first"));
    }
    Optional<String> version =
        Optional.ofNullable(NewPluginCommand.class.getPackage().getImplementationVersion());
    Map<String, String> files = new PluginTemplate(names, parts, version).files();
    files.forEach((file, content) -> write(project.resolve(file), content));
    terminal.out().printf("Wrote %s into %s%n%n", NumberText.count(files.size(), "file"), project);
    terminal.out().printf("  cd %s%n", project);
    terminal.out().printf("  mvn verify%n");
    terminal.out().printf("  cp target/%s-1.0.0.jar PLUGINS%n", name);
    terminal.out().printf("  %s train experiment.yaml%n%n", shell.command());
    terminal
        .out()
        .printf("PLUGINS is the folder 'plugins' of Graft; its README.md tells the rest.%n");
    return ExitCode.FINE;
  }

  private void requireNoPluginOfGrafts() {
    boolean taken =
        plugins.get().components().plugins().stream()
            .anyMatch(plugin -> plugin.isGraftsOwn() && plugin.id().equals(name));
    if (taken) {
      throw new ProblemException(
          Problem.of("'" + name + "' is a plugin of Graft's own, and ids are unique")
              .withSubject("NAME")
              .withRemedy("take another name, such as my-" + name));
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw FileProblem.writing(file, e);
    }
  }
}
