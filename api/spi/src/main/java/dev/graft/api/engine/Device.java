package dev.graft.api.engine;

import dev.graft.api.Stable;

/**
 * Something an engine can compute on.
 *
 * @param kind CPU or GPU
 * @param index from 0 among those of its kind
 * @param description for people, such as the GPU's model
 * @since 0.1
 */
@Stable
public record Device(Kind kind, int index, String description) {
  /** What a device is. */
  public enum Kind {
    /** The host's processor. */
    CPU,
    /** A graphics processor. */
    GPU
  }

  /** The host's processor. */
  public static Device cpu() {
    return new Device(Kind.CPU, 0, "CPU");
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? description : description + " (GPU " + index + ")";
  }
}
