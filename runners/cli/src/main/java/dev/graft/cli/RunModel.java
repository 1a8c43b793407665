package dev.graft.cli;

import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.assembly.Graft;
import dev.graft.training.evaluation.Classifier;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.SavedModel;
import dev.graft.training.run.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model of a finished run, and where it is to compute, as several commands take them. */
final class RunModel {
  private static final String USUAL_ENGINE = "tensorflow";

  @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a finished run.")
  private Path run;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "The engine that computes; the one that trained the model if left out.")
  private String engine;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that compute and read pictures; one for each core if left out.")
  private int threads;

  /** The run's folder. */
  RunFolder folder() {
    return RunFolder.open(run);
  }

  /** Reads the model. */
  SavedModel load(Graft graft) {
    return ModelFolder.read(folder().model(), graft.layerTypes());
  }

  /** The engine asked for, or the one that trained the model; not loaded yet. */
  Engine engine(Graft graft) {
    return graft.engine(engine == null ? trainedBy(folder().provenance()) : engine);
  }

  /** Where to compute. */
  Placement placement() {
    return Placement.cpu(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
  }

  /** Reads the model and makes it ready; loads the engine. */
  Classifier open(Graft graft) {
    return Classifier.open(load(graft), engine(graft), placement());
  }

  /** A model answers without its provenance too. */
  private static String trainedBy(Path provenance) {
    if (!Files.isReadable(provenance)) {
      return USUAL_ENGINE;
    }
    try {
      JsonNode facts = JsonMapper.builder().build().readTree(provenance.toFile());
      return facts.path("engine").path("name").asString(USUAL_ENGINE);
    } catch (JacksonException damaged) {
      return USUAL_ENGINE;
    }
  }
}
