package dev.graft.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest has it. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = VersionText.class.getPackage().getImplementationVersion();
    return new String[] {
      "graft " + Objects.requireNonNullElse(version, "(run from classes, not from its jar)"),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vendor")
    };
  }
}
