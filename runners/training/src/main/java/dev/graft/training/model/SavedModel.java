package dev.graft.training.model;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.data.ImageInput;
import dev.graft.api.head.Decision;
import dev.graft.api.weights.Weights;

/**
 * A trained classifier as data: all that is needed to answer a picture, on any engine.
 *
 * @param name name of the experiment it comes from
 * @param network from unsigned bytes to scores, preprocessing included
 * @param labels the classes, in the order of its outputs
 * @param decision how scores become probabilities and a label
 * @param input how pictures become its images
 * @param weights a value for each of its parameters
 */
public record SavedModel(
    String name,
    Architecture network,
    Labels labels,
    Decision decision,
    ImageInput input,
    Weights weights) {
  /**
   * Checks that the parts belong together.
   *
   * @throws IllegalArgumentException if images, labels and scores do not fit the network
   */
  public SavedModel {
    if (!network.input().shape().equals(input.size().shape())) {
      throw new IllegalArgumentException(
          "the network takes %s, but the images are %s"
              .formatted(network.input().shape(), input.size().shape()));
    }
    int outputs = decision.outputs(labels.count());
    if (!network.outputShape().equals(Shape.of(outputs))) {
      throw new IllegalArgumentException(
          "the network gives %s, but %d labels with this decision need %d scores"
              .formatted(network.outputShape(), labels.count(), outputs));
    }
  }
}
