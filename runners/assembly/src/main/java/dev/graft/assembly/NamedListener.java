package dev.graft.assembly;

import dev.graft.api.runner.RunListener;

/**
 * A listener that an experiment file names.
 *
 * @param name what files call it
 * @param listener the listener
 */
public record NamedListener(String name, RunListener listener) {}
