package dev.graft.api.plugin;

/** The settings of a component that has none. */
public record NoSettings() {}
