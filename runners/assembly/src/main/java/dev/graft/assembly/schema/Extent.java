package dev.graft.assembly.schema;

/** How much of an experiment a mapping of a file has to say. */
enum Extent {
  /** All of it: what must be given is asked for. */
  WHOLE,

  /**
   * Some of it; included files, or the including one, say the rest. Lists are not merged, so that
   * their items are whole all the same.
   */
  PART
}
