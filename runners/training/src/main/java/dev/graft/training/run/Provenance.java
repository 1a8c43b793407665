package dev.graft.training.run;

import dev.graft.api.Sha256;
import dev.graft.api.data.Example;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.metric.MetricValue;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.runner.SelfCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code provenance.json}: what went into a run and what came out, by versions and hashes, so that
 * it can be told later whether another run was the same.
 */
public final class Provenance {
  private final Map<String, Object> facts = new LinkedHashMap<>();

  /** Begins with what is known before training. */
  public Provenance(Experiment experiment, Placement placement, Instant started) {
    facts.put("experiment", experiment.name());
    facts.put("seed", experiment.seed());
    facts.put("graft", version());
    facts.put(
        "engine",
        ordered(
            "name", experiment.engineName(),
            "description", experiment.engine().description(),
            "device", placement.device().toString(),
            "threads", placement.threads()));
    facts.put(
        "machine",
        ordered(
            "java", System.getProperty("java.runtime.version"),
            "java_vendor", System.getProperty("java.vendor"),
            "os", System.getProperty("os.name") + " " + System.getProperty("os.version"),
            "architecture", System.getProperty("os.arch"),
            "processors", Runtime.getRuntime().availableProcessors()));
    facts.put("started", started.toString());
    experiment.provenance().forEach(facts::putIfAbsent);
  }

  private static String version() {
    return Optional.ofNullable(Provenance.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  /** Adds the data: how much there is, and hashes of the listing and of the decoded pixels. */
  public void data(
      Experiment experiment, String trainingPixelsSha256, String validationPixelsSha256) {
    facts.put(
        "data",
        ordered(
            "labels", experiment.data().labels().names(),
            "training_pictures", experiment.data().training().size(),
            "validation_pictures", experiment.data().validation().size(),
            "listing_sha256", listing(experiment),
            "training_pixels_sha256", trainingPixelsSha256,
            "validation_pixels_sha256", validationPixelsSha256));
  }

  /** Adds which features of frozen layers were computed, and which were kept from before. */
  public void features(List<Map<String, Object>> features) {
    if (!features.isEmpty()) {
      facts.put("features", List.copyOf(features));
    }
  }

  /** Adds the weights before and after training, with what their source noted. */
  public void weights(
      String source, List<String> notes, String initialSha256, String trainedSha256, Path file) {
    facts.put(
        "weights",
        ordered(
            "source", source,
            "notes", notes,
            "initial_sha256", initialSha256,
            "trained_sha256", trainedSha256,
            "file_sha256", sha256(file)));
  }

  /** Adds what came of the run; a metric that is not defined is null. */
  public void result(double loss, double accuracy, List<MetricValue> metrics, SelfCheck check) {
    Map<String, Object> result = ordered("validation_loss", loss, "validation_accuracy", accuracy);
    for (MetricValue metric : metrics) {
      result.put(
          "validation_" + metric.name(),
          metric.value().isPresent() ? metric.value().getAsDouble() : null);
    }
    result.put("self_check", check.passed() ? "passed" : "failed");
    result.put("self_check_pictures", check.pictures());
    result.put("self_check_largest_difference", check.largestDifference());
    facts.put("result", result);
  }

  /**
   * Writes the file.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be written
   */
  public void write(Path file, Instant finished) {
    facts.put("finished", finished.toString());
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    String json = mapper.writeValueAsString(facts) + "\n";
    RunFolder.write(file, aside -> Files.writeString(aside, json));
  }

  private static String listing(Experiment experiment) {
    Sha256 sum = new Sha256();
    List<String> labels = experiment.data().labels().names();
    add(sum, "training", experiment.data().training(), labels);
    add(sum, "validation", experiment.data().validation(), labels);
    return sum.hex();
  }

  private static void add(Sha256 sum, String part, List<Example> examples, List<String> labels) {
    for (Example example : examples) {
      sum.add(part + "\t" + example.id() + "\t" + labels.get(example.label()) + "\n");
    }
  }

  private static String sha256(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw FileProblem.reading(file, "the model's weights", e);
    }
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
