package dev.graft.api.plugin;

import dev.graft.api.Stable;

/**
 * The settings of a component that has none.
 *
 * @since 0.1
 */
@Stable
public record NoSettings() {}
