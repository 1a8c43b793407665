package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.components.PluginFailureException;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorReportTest {
  private final StringWriter text = new StringWriter();
  private final ErrorReport report = new ErrorReport(new PrintWriter(text));

  @Test
  void problemsAreOneALineWithoutAStackTrace() {
    int exitCode =
        report.report(
            new ProblemException(
                List.of(
                    Problem.at("a.yaml:1:2", "is wrong").expecting("what is right"),
                    Problem.at("b.jpg", "is no picture"))));

    assertThat(exitCode).isEqualTo(2);
    assertThat(text.toString().lines())
        .containsExactly("a.yaml:1:2: is wrong; expected what is right", "b.jpg: is no picture");
  }

  @Test
  void aProblemInsideAnotherExceptionIsStillTheUsers() {
    Exception wrapped =
        new IllegalStateException("worker failed", new ProblemException(Problem.of("no picture")));

    assertThat(report.report(wrapped)).isEqualTo(2);
    assertThat(text.toString()).isEqualToNormalizingNewlines("no picture\n");
  }

  @Test
  void outOfMemorySaysHowToGetMore() {
    assertThat(report.report(new OutOfMemoryError("Java heap space"))).isEqualTo(2);
    assertThat(text.toString()).contains("out of memory", "GRAFT_JAVA_OPTS=-Xmx8g");
    assertThat(text.toString()).doesNotContain("\tat ");
  }

  @Test
  void filesThatFailAreNamed() {
    assertThat(report.report(new NoSuchFileException("a.yaml"))).isEqualTo(2);
    assertThat(report.report(new UncheckedIOException(new AccessDeniedException("b"))))
        .isEqualTo(2);
    assertThat(text.toString().lines())
        .containsExactly(
            "graft: a.yaml: there is no such file or folder", "graft: b: access is denied");
  }

  @ParameterizedTest
  @MethodSource("bugsOfFiles")
  void aFailureThatNobodyTookForTheUsersIsABugWithItsStackTrace(Exception bug) {
    assertThat(report.report(bug)).isEqualTo(1);
    assertThat(text.toString()).startsWith("This is a bug in Graft").contains("\tat ");
  }

  static Stream<Exception> bugsOfFiles() {
    return Stream.of(
        new IOException("Stream closed"),
        new UncheckedIOException(new EOFException()),
        new IllegalStateException("no layers.json in the jar", new NoSuchFileException("x")),
        new IllegalStateException("x", new UncheckedIOException(new AccessDeniedException("x"))),
        new FileSystemException(null));
  }

  @Test
  void anythingElseIsABugWithItsCause() {
    Exception bug = new IllegalStateException("outer", new NullPointerException("inner"));

    assertThat(report.report(bug)).isEqualTo(1);
    assertThat(text.toString())
        .startsWith("This is a bug in Graft")
        .contains("java.lang.IllegalStateException: outer", "\tat ")
        .contains("Caused by: java.lang.NullPointerException: inner");
  }

  @Test
  void aComponentThatFailsIsNamedWithItsStackTrace() {
    Exception cause = new ArithmeticException("no more steps");
    String culprit = "the loss 'focal' of plugin 'acme'";

    assertThat(report.report(new PluginFailureException(culprit, false, cause))).isEqualTo(1);
    assertThat(text.toString())
        .startsWith("This is a bug in a plugin: the loss 'focal' of plugin 'acme' failed: ")
        .contains("to the plugin's author", "Caused by: " + cause, "\tat ");
    assertThat(report.report(new PluginFailureException(culprit, true, cause))).isEqualTo(1);
    assertThat(text.toString()).contains("This is a bug in Graft: the loss 'focal'");
  }
}
