package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LibraryLoggingTest {
  private static final String LEVEL = "org.slf4j.simpleLogger.defaultLogLevel";

  private Properties before;

  @BeforeEach
  void remember() {
    before = (Properties) System.getProperties().clone();
  }

  @AfterEach
  void restore() {
    System.setProperties(before);
  }

  @Test
  void librariesMayWarnOnTheErrorStream() {
    System.clearProperty(LEVEL);

    LibraryLogging.quiet();

    assertThat(System.getProperty(LEVEL)).isEqualTo("warn");
    assertThat(System.getProperty("org.slf4j.simpleLogger.logFile")).isEqualTo("System.err");
    assertThat(System.getProperty("org.slf4j.simpleLogger.log.ai.djl.util.cuda"))
        .as("DJL's warning of CUDA without a GPU")
        .isEqualTo("error");
  }

  @Test
  void whatTheUserHasSetStays() {
    System.setProperty(LEVEL, "debug");

    LibraryLogging.quiet();

    assertThat(System.getProperty(LEVEL)).isEqualTo("debug");
  }
}
