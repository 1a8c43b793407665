package dev.graft.assembly.components;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.Suggestion;
import dev.graft.api.weights.WeightsCatalogue;
import dev.graft.api.weights.WeightsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is told of a name that no component of a kind has. */
final class UnknownName {
  /** So many of the plugins left out are told with their reasons; the others are counted. */
  private static final int MOST_REASONS = 3;

  /** Kinds whose components are asked in turn: no file names them. */
  private static final Set<Class<?>> UNNAMED = Set.of(WeightsReader.class, WeightsCatalogue.class);

  private final Class<?> kind;
  private final ComponentName name;
  private final Map<String, List<Components.Listed>> known;
  private final List<InstalledPlugin> plugins;
  private final List<LeftOutPlugin> leftOut;

  /**
   * Of a kind.
   *
   * @param known the components of the kind, by name
   */
  UnknownName(
      Class<?> kind,
      ComponentName name,
      Map<String, List<Components.Listed>> known,
      List<InstalledPlugin> plugins,
      List<LeftOutPlugin> leftOut) {
    this.kind = kind;
    this.name = name;
    this.known = known;
    this.plugins = plugins;
    this.leftOut = leftOut;
  }

  Problem problem() {
    String what = "unknown %s '%s'".formatted(ComponentKind.name(kind), name);
    Optional<LeftOutPlugin> culprit = leftOut.stream().filter(this::surelyBrings).findFirst();
    if (culprit.isPresent()) {
      return Problem.of(
              "%s: the plugin %s is left out: %s"
                  .formatted(what, culprit.get().describe(), culprit.get().reason()))
          .expecting(culprit.get().problem().expected())
          .withRemedy(culprit.get().problem().remedy());
    }
    List<String> names = names();
    if (names.isEmpty()) {
      return Problem.of(what)
          .withRemedy(
              "no plugin brings "
                  + ComponentKind.withArticle(kind)
                  + mayBring().map(others -> "; " + others).orElse("; see `graft plugins`"));
    }
    Optional<String> near = suggestion();
    return Problem.of(what + stranger())
        .expecting(ComponentKind.list(names))
        .withRemedy(
            near.isPresent() && mayBring().isPresent()
                ? Optional.of(near.get() + " If not, " + mayBring().get())
                : near.or(this::otherKind).or(this::mayBring));
  }

  /** Whether a plugin that is left out is the one that is named, or is known to bring the name. */
  private boolean surelyBrings(LeftOutPlugin plugin) {
    return name.plugin().isPresent()
        ? plugin.id().equals(name.plugin()) && !installed(name.plugin().get())
        : plugin.brings(kind, name.name());
  }

  private boolean installed(String id) {
    return plugins.stream().anyMatch(plugin -> plugin.id().equals(id));
  }

  /** What the plugin named before the slash has to do with it. */
  private String stranger() {
    if (name.plugin().isEmpty()) {
      return "";
    }
    String id = name.plugin().get();
    return installed(id)
        ? ": the plugin '%s' brings none of the name".formatted(id)
        : ": there is no plugin '%s'".formatted(id);
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    known.forEach(
        (bare, same) -> {
          if (same.size() == 1) {
            names.add(bare);
          } else {
            same.forEach(listed -> names.add(listed.qualified()));
          }
        });
    return names;
  }

  private Optional<String> suggestion() {
    List<String> near = new ArrayList<>();
    if (name.plugin().isPresent()) {
      List<String> qualified =
          known.values().stream().flatMap(List::stream).map(Components.Listed::qualified).toList();
      near.addAll(Suggestion.nearest(name.toString(), qualified, 3));
    }
    if (near.isEmpty()) {
      for (String bare : nearestBare()) {
        List<Components.Listed> same = known.get(bare);
        if (same.size() == 1 && name.plugin().isEmpty()) {
          near.add(bare);
        } else {
          same.forEach(listed -> near.add(listed.qualified()));
        }
      }
    }
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean '" + String.join("' or '", near) + "'?");
  }

  private List<String> nearestBare() {
    return known.containsKey(name.name())
        ? List.of(name.name())
        : Suggestion.nearest(name.name(), known.keySet(), 3);
  }

  /** What has the name instead, for who wrote it at another's place. */
  private Optional<String> otherKind() {
    List<String> kinds =
        plugins.stream()
            .flatMap(plugin -> plugin.components().stream())
            .filter(component -> component.name().equals(name.name()))
            .filter(component -> !UNNAMED.contains(component.kind()))
            .map(component -> ComponentKind.withArticle(component.kind()))
            .distinct()
            .toList();
    return kinds.isEmpty()
        ? Optional.empty()
        : Optional.of("'%s' is %s".formatted(name.name(), String.join(" and ", kinds)));
  }

  /** Plugins whose components nobody could list: any name may be theirs. */
  private Optional<String> mayBring() {
    List<LeftOutPlugin> candidates =
        name.plugin().isPresent() && installed(name.plugin().get())
            ? List.of()
            : leftOut.stream()
                .filter(plugin -> plugin.components().isEmpty())
                .filter(plugin -> name.plugin().isEmpty() || plugin.id().isEmpty())
                .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    List<String> reasons =
        candidates.stream()
            .limit(MOST_REASONS)
            .map(plugin -> "%s: %s".formatted(plugin.describe(), plugin.reason()))
            .toList();
    int more = candidates.size() - reasons.size();
    return Optional.of(
        "a plugin that is left out may bring it: %s%s"
            .formatted(
                String.join(" | ", reasons),
                more == 0 ? "" : " | and %d more, see `graft plugins`".formatted(more)));
  }
}
