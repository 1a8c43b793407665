package dev.graft.cli;

import dev.graft.api.weights.Checksum;
import dev.graft.api.weights.PublishedWeights;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is told of published weights, in text and in JSON.
 *
 * @param weights what experiments call them
 * @param backbone the backbone they are for
 * @param settings its settings
 * @param side height and width of the images that they were trained with, where that matters
 * @param file what the file is called
 * @param address where it is published
 * @param checksum by what its publisher lets it be known
 * @param state how the file on this machine is
 * @param path where the file is or will be
 */
record WeightsRow(
    String weights,
    String backbone,
    Map<String, String> settings,
    OptionalInt side,
    String file,
    String address,
    Optional<String> checksum,
    String state,
    String path) {

  /**
   * What is told of some.
   *
   * @param state how the file on this machine is
   * @param path where it is or will be
   */
  static WeightsRow of(PublishedWeights weights, String state, String path) {
    return new WeightsRow(
        weights.name(),
        weights.backbone(),
        weights.settings(),
        weights.side(),
        weights.fileName(),
        weights.address().toString(),
        weights.checksum().map(Checksum::toString),
        state,
        path);
  }
}
