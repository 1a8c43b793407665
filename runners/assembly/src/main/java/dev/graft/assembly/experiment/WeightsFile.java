package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.api.weights.WeightsSource;
import dev.graft.assembly.document.NearbyFiles;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Weights in a file of any format that a reader knows. What was read last is kept, so that a file
 * that was checked is not read again for training; its notes are told to each who loads it.
 */
final class WeightsFile implements WeightsSource {
  private final Path file;
  private final List<WeightsReader> readers;
  private Architecture lastArchitecture;
  private Weights lastWeights;
  private List<String> lastNotes = List.of();

  WeightsFile(Path file, List<WeightsReader> readers) {
    this.file = file;
    this.readers = List.copyOf(readers);
  }

  @Override
  public String description() {
    return file.toString();
  }

  @Override
  public synchronized Weights load(Architecture architecture, long seed, Consumer<String> notes) {
    if (!architecture.equals(lastArchitecture)) {
      List<String> told = new ArrayList<>();
      lastWeights = read(architecture, told::add);
      lastNotes = List.copyOf(told);
      lastArchitecture = architecture;
    }
    lastNotes.forEach(notes);
    return lastWeights;
  }

  private Weights read(Architecture architecture, Consumer<String> notes) {
    String where = file.toString();
    if (!Files.exists(file)) {
      throw new ProblemException(
          Problem.at(where, "no such file")
              .expecting("a file with the backbone's weights, or none")
              .withRemedy(NearbyFiles.remedy(file)));
    }
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          Problem.at(where, "is a folder")
              .expecting("a file with the backbone's weights, or none"));
    }
    if (!Files.isReadable(file)) {
      throw FileProblem.reading(file, "", new AccessDeniedException(where));
    }
    WeightsReader reader =
        readers.stream()
            .filter(candidate -> candidate.reads(file))
            .findFirst()
            .orElseThrow(() -> new ProblemException(unknownFormat(where)));
    try {
      Weights weights = reader.read(file, architecture, notes);
      weights.requireFor(architecture, where);
      return weights.only(architecture);
    } catch (ProblemException e) {
      throw new ProblemException(FewProblems.of(e.problems(), where));
    }
  }

  private Problem unknownFormat(String where) {
    return Problem.at(where, "is of a format that no plugin reads")
        .expecting(
            readers.isEmpty()
                ? "a plugin that reads weights"
                : String.join(" or ", readers.stream().map(WeightsReader::format).toList()));
  }
}
