package dev.graft.cli;

import dev.graft.assembly.components.ComponentDescription;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.InstalledPlugin;
import dev.graft.assembly.components.LeftOutPlugin;
import dev.graft.cli.TextTable.Side;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is told of plugins: which were dropped in, what each brings, and why one is left out. */
final class PluginText {
  private static final String INDENT = "  ";

  private final Components components;
  private final List<ComponentDescription> all;
  private final Map<String, Long> bringing;
  private final int width;

  /**
   * Of all plugins.
   *
   * @param all what there is to tell of their components
   * @param width most characters of a line
   */
  PluginText(Components components, List<ComponentDescription> all, int width) {
    this.components = components;
    this.all = all;
    this.width = width;
    bringing = all.stream().collect(Collectors.groupingBy(PluginText::bare, Collectors.counting()));
  }

  private static String bare(ComponentDescription component) {
    return component.kind() + " " + component.name();
  }

  /** All components by kind, each with the name that a file may use; strangers' are marked. */
  void components(PrintWriter out) {
    List<String> strangers = droppedIn().stream().map(InstalledPlugin::id).toList();
    byKind(all)
        .forEach(
            (kind, ofKind) -> {
              TextTable table = new TextTable(Side.LEFT, Side.LEFT);
              for (ComponentDescription component : ofKind) {
                String name = shortest(component);
                boolean marked =
                    strangers.contains(component.plugin()) && name.equals(component.name());
                table.row(
                    INDENT + name,
                    component.description() + (marked ? " (" + component.plugin() + ")" : ""));
              }
              print(out, kind, table);
            });
  }

  /** The plugins that were dropped in, if there are any: id, version, file, names by kind. */
  void droppedIn(PrintWriter out) {
    if (droppedIn().isEmpty()) {
      return;
    }
    out.println("Plugins that were dropped in");
    for (InstalledPlugin plugin : droppedIn()) {
      out.println(INDENT + title(plugin) + ": " + file(plugin));
      TextTable table = new TextTable(Side.LEFT, Side.LEFT);
      byKind(of(plugin))
          .forEach(
              (kind, ofKind) ->
                  table.row(
                      INDENT + INDENT + (ofKind.size() == 1 ? kind : NumberText.plural(kind)),
                      ofKind.stream().map(this::shortest).collect(Collectors.joining(", "))));
      table.lines(width).forEach(out::println);
    }
    out.println();
  }

  /** The plugins that are left out, if there are any, each with its reason. */
  void leftOut(PrintWriter out) {
    if (!components.leftOut().isEmpty()) {
      out.printf("%nPlugins that are left out%n");
      components.leftOut().forEach(plugin -> out.println(INDENT + plugin.problem()));
    }
  }

  /** All of what is known of a plugin in use. */
  void describe(PrintWriter out, InstalledPlugin plugin) {
    if (plugin.isGraftsOwn()) {
      out.printf("%s (plugin that comes with Graft)%n%n", title(plugin));
    } else {
      out.printf("%s (plugin that was dropped in)%n", title(plugin));
      plugin.jars().forEach(jar -> out.println(jar));
      out.println();
    }
    byKind(of(plugin))
        .forEach(
            (kind, ofKind) -> {
              TextTable table = new TextTable(Side.LEFT, Side.LEFT);
              ofKind.forEach(
                  component -> table.row(INDENT + shortest(component), component.description()));
              print(out, kind, table);
            });
  }

  /** All of what is known of a plugin that is left out. */
  void describe(PrintWriter out, LeftOutPlugin plugin) {
    out.printf(
        "%s%s (plugin that is left out)%n%s%n%n",
        plugin.id().orElseThrow(),
        plugin.version().map(version -> " " + version).orElse(""),
        plugin.problem());
  }

  private void print(PrintWriter out, String kind, TextTable table) {
    out.println(TerminalProgress.sentence(NumberText.plural(kind)));
    table.lines(width).forEach(out::println);
    out.println();
  }

  private List<InstalledPlugin> droppedIn() {
    return components.plugins().stream().filter(plugin -> !plugin.isGraftsOwn()).toList();
  }

  private List<ComponentDescription> of(InstalledPlugin plugin) {
    return all.stream().filter(component -> component.plugin().equals(plugin.id())).toList();
  }

  private String shortest(ComponentDescription component) {
    return bringing.get(bare(component)) == 1 ? component.name() : component.qualifiedName();
  }

  private static Map<String, List<ComponentDescription>> byKind(
      List<ComponentDescription> components) {
    Map<String, List<ComponentDescription>> byKind = new LinkedHashMap<>();
    components.forEach(
        component ->
            byKind.computeIfAbsent(component.kind(), kind -> new ArrayList<>()).add(component));
    return byKind;
  }

  private static String title(InstalledPlugin plugin) {
    return plugin.id() + " " + plugin.version();
  }

  /** The jar, or the folder in which it lies with its libraries. */
  private static Path file(InstalledPlugin plugin) {
    Path jar = plugin.jars().get(0);
    return plugin.jars().size() == 1 ? jar : jar.getParent();
  }
}
