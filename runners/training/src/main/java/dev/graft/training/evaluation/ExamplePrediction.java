package dev.graft.training.evaluation;

import dev.graft.api.head.Prediction;

/**
 * What a model says of one labelled picture.
 *
 * @param id the picture
 * @param label index of its class
 * @param prediction what the model says
 * @param predictedLabel index of the class that the model chose
 * @param loss the picture's loss
 */
public record ExamplePrediction(
    String id, int label, Prediction prediction, int predictedLabel, double loss) {
  /** Whether the model is right. */
  public boolean correct() {
    return predictedLabel == label;
  }
}
