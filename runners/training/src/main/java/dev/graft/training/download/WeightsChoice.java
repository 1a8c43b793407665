package dev.graft.training.download;

import dev.graft.api.ImageSize;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.api.weights.PublishedWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The published weights that a backbone's settings ask for by name.
 *
 * @param weights which ones
 * @param note what is right but worth knowing, if anything
 */
public record WeightsChoice(PublishedWeights weights, Optional<String> note) {
  private static final int SETTINGS_TOLD = 6;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");

  /** The side that Keras takes where images have none of those that weights were trained with. */
  private static final int USUAL_SIDE = 224;

  /**
   * Chooses by name, settings and size of the images.
   *
   * @param published all that there are
   * @param name the name in the experiment
   * @param backbone the backbone's name in the experiment
   * @param settings the backbone's settings by name, defaults included, as plain data
   * @throws ProblemException without a place, telling what there is instead
   */
  public static WeightsChoice of(
      List<PublishedWeights> published,
      String name,
      String backbone,
      Map<String, ?> settings,
      ImageSize images) {
    List<PublishedWeights> ofBackbone =
        published.stream().filter(weights -> weights.backbone().equals(backbone)).toList();
    if (ofBackbone.isEmpty()) {
      throw new ProblemException(
          Problem.of("no weights are known to be published for backbone '" + backbone + "'")
              .expecting("a file of weights, or none"));
    }
    List<PublishedWeights> named =
        ofBackbone.stream().filter(weights -> weights.name().equals(name)).toList();
    if (named.isEmpty()) {
      TreeSet<String> names =
          ofBackbone.stream()
              .map(PublishedWeights::name)
              .collect(Collectors.toCollection(TreeSet::new));
      throw new ProblemException(
          Problem.of("no weights '%s' are published for backbone '%s'".formatted(name, backbone))
              .expecting(String.join(" or ", names) + ", a file of weights, or none")
              .withRemedy(Suggestion.forName(name, names)));
    }
    List<PublishedWeights> fitting =
        named.stream().filter(weights -> differences(weights, settings).isEmpty()).toList();
    if (fitting.isEmpty()) {
      throw new ProblemException(otherSettings(name, named, settings));
    }
    return ofSide(fitting, images);
  }

  /**
   * The settings that come with the weights of a name: those that they bring and that the
   * experiment does not say.
   *
   * @param settings the backbone's settings by name, defaults included, as plain data
   * @param said which of them the experiment says itself
   * @return values by setting, as experiments write them; empty if the settings fit as they are, or
   *     would not fit even so
   */
  public static Map<String, String> brought(
      List<PublishedWeights> published,
      String name,
      String backbone,
      Map<String, ?> settings,
      Set<String> said) {
    for (PublishedWeights weights : published) {
      if (weights.name().equals(name) && weights.backbone().equals(backbone)) {
        Map<String, String> differences = differences(weights, settings);
        if (weights.brings().containsAll(differences.keySet())
            && Collections.disjoint(said, differences.keySet())) {
          return differences;
        }
      }
    }
    return Map.of();
  }

  /**
   * What is odd about a file of the user's, if it is called as one that is published for the same
   * backbone with other settings.
   */
  public static Optional<String> doubt(
      List<PublishedWeights> published, String fileName, String backbone, Map<String, ?> settings) {
    List<PublishedWeights> namesakes =
        published.stream()
            .filter(weights -> weights.fileName().equals(fileName))
            .filter(weights -> weights.backbone().equals(backbone))
            .toList();
    if (namesakes.stream().anyMatch(weights -> differences(weights, settings).isEmpty())) {
      return Optional.empty();
    }
    return namesakes.stream()
        .findFirst()
        .map(
            weights ->
                "the weights that are published as %s are for %s: set %s if these are they"
                    .formatted(fileName, weights.describe(), text(differences(weights, settings))));
  }

  private static Problem otherSettings(
      String name, List<PublishedWeights> named, Map<String, ?> settings) {
    PublishedWeights nearest =
        named.stream()
            .min(Comparator.comparingInt(weights -> differences(weights, settings).size()))
            .orElseThrow();
    List<String> all = named.stream().map(weights -> text(weights.settings())).distinct().toList();
    String told = all.stream().limit(SETTINGS_TOLD).collect(Collectors.joining(" or "));
    return Problem.of("weights '%s' are not published for these settings".formatted(name))
        .expecting(told + (all.size() > SETTINGS_TOLD ? " or …" : ""))
        .withRemedy("nearest: set " + text(differences(nearest, settings)));
  }

  private static String text(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /** The settings that would have to be others. */
  private static Map<String, String> differences(
      PublishedWeights weights, Map<String, ?> settings) {
    Map<String, String> differences = new LinkedHashMap<>();
    weights
        .settings()
        .forEach(
            (key, value) -> {
              if (!isEqual(settings.get(key), value)) {
                differences.put(key, value);
              }
            });
    return differences;
  }

  private static boolean isEqual(Object found, String wanted) {
    String text = String.valueOf(found);
    return wanted.equals(text)
        || (isNumber(text)
            && isNumber(wanted)
            && Double.parseDouble(text) == Double.parseDouble(wanted));
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static WeightsChoice ofSide(List<PublishedWeights> fitting, ImageSize images) {
    List<PublishedWeights> sized = new ArrayList<>(fitting);
    sized.removeIf(weights -> weights.side().isEmpty());
    if (sized.isEmpty()) {
      return new WeightsChoice(fitting.get(0), Optional.empty());
    }
    for (PublishedWeights weights : sized) {
      int side = weights.side().getAsInt();
      if (images.height() == side && images.width() == side) {
        return new WeightsChoice(weights, Optional.empty());
      }
    }
    PublishedWeights usual =
        sized.stream()
            .min(
                Comparator.comparingInt(
                    weights -> Math.abs(weights.side().getAsInt() - USUAL_SIDE)))
            .orElseThrow();
    return new WeightsChoice(
        usual,
        Optional.of(
            "none of the published weights is for images of %s: taking those for %dx%d"
                .formatted(images, usual.side().getAsInt(), usual.side().getAsInt())));
  }
}
