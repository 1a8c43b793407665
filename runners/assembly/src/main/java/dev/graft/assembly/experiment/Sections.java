package dev.graft.assembly.experiment;

import dev.graft.assembly.binding.Bound;

/** The parts of a bound experiment file, by key. */
record Sections(Bound<?> root) {
  /** What is bound to a key of the top level; for every key of {@link ExperimentSettings}. */
  Bound<?> at(String key) {
    return root.field(key)
        .orElseThrow(() -> new IllegalArgumentException("no section '" + key + "'"));
  }

  /** What is bound to a key of a section; without value if the section could not be bound. */
  Bound<?> in(Bound<?> section, String key) {
    return section.field(key).isPresent()
        ? section.field(key).get()
        : Bound.none(section.location(), section.path() + "." + key);
  }
}
