package dev.graft.assembly.yaml;

/** A node of a YAML file, with its place. Immutable. */
public sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar {
  /** Where it begins. */
  Location location();

  /** What it is, for messages: {@code a mapping}, {@code text 'abc'}. */
  String describe();
}
