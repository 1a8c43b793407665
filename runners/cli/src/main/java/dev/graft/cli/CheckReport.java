package dev.graft.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.api.experiment.Experiment;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.ExperimentCheck;
import dev.graft.assembly.yaml.LocatedProblem;
import dev.graft.assembly.yaml.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code graft check --format json} prints. Stable: later versions may add keys, and change
 * the version if they change any.
 *
 * @param version version of this form
 * @param files the files in the order of the command line
 */
record CheckReport(int version, List<FileReport> files) {
  /** The version that is written. */
  static final int VERSION = 1;

  /**
   * A file.
   *
   * @param file as the command line names it
   * @param fine whether it can be trained; warnings and notes do not matter
   * @param problems errors, or else warnings, in the order of their places
   * @param notes what is right but worth knowing, a line each
   * @param experiment what the file says; left out if it is not fine
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record FileReport(
      String file,
      boolean fine,
      List<Finding> problems,
      List<String> notes,
      Optional<Summary> experiment) {}

  /**
   * A problem. What is not known is left out.
   *
   * @param severity {@code error} or {@code warning}
   * @param file the file that the place is in, which may be an included one; not with an option
   * @param line from 1; left out if it is about the file as a whole
   * @param column from 1, in code points
   * @param endLine line of the first character behind the place
   * @param endColumn its column
   * @param option the option of the command line that is wrong, such as {@code --set seed=x}
   * @param path the setting, such as {@code training.epochs}
   * @param what what is wrong
   * @param expected what would be right
   * @param suggestion how to mend it
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Finding(
      String severity,
      Optional<String> file,
      Optional<Integer> line,
      Optional<Integer> column,
      Optional<Integer> endLine,
      Optional<Integer> endColumn,
      Optional<String> option,
      Optional<String> path,
      String what,
      Optional<String> expected,
      Optional<String> suggestion) {
    static Finding of(String severity, LocatedProblem located) {
      Location place = located.location();
      return new Finding(
          severity,
          place.isOption() ? Optional.empty() : Optional.of(place.source()),
          known(place.line()),
          known(place.column()),
          known(place.endLine()),
          known(place.endColumn()),
          place.isOption() ? Optional.of(place.source()) : Optional.empty(),
          text(located.problem().subject()),
          located.problem().what(),
          text(located.problem().expected()),
          text(located.problem().remedy()));
    }

    private static Optional<Integer> known(int number) {
      return number == 0 ? Optional.empty() : Optional.of(number);
    }

    private static Optional<String> text(String text) {
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
  }

  /**
   * What a fine file says.
   *
   * @param name name of the experiment
   * @param classes the data's classes
   * @param training number of pictures to learn from
   * @param validation number of pictures to judge by
   * @param output the run's folder
   * @param toFetch addresses of published weights that training fetches first
   */
  record Summary(
      String name,
      List<String> classes,
      int training,
      int validation,
      Path output,
      List<String> toFetch) {
    static Summary of(AssembledExperiment assembled) {
      Experiment experiment = assembled.experiment();
      return new Summary(
          experiment.name(),
          experiment.data().labels().names(),
          experiment.data().training().size(),
          experiment.data().validation().size(),
          experiment.output(),
          assembled.toFetch().stream().map(weights -> weights.address().toString()).toList());
    }
  }

  /** What came of one file. */
  static FileReport of(Path file, ExperimentCheck check) {
    List<Finding> findings = new ArrayList<>();
    check.problems().forEach(problem -> findings.add(Finding.of("error", problem)));
    check.warnings().forEach(warning -> findings.add(Finding.of("warning", warning)));
    return new FileReport(
        file.toString(),
        check.experiment().isPresent(),
        findings,
        check.experiment().map(AssembledExperiment::notes).orElse(List.of()),
        check.experiment().map(Summary::of));
  }
}
