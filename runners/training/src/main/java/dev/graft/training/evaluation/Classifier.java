package dev.graft.training.evaluation;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.head.Prediction;
import dev.graft.training.data.PictureReader;
import dev.graft.training.model.SavedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A saved model that answers pictures. Owns native memory until closed. Safe for use by several
 * threads.
 */
public final class Classifier implements AutoCloseable {
  private final SavedModel model;
  private final InferenceNetwork network;
  private final PictureReader reader;

  private Classifier(SavedModel model, InferenceNetwork network) {
    this.model = model;
    this.network = network;
    this.reader = new PictureReader(model.input());
  }

  /**
   * Makes a model ready.
   *
   * @param engine computes; loads its native library
   * @throws dev.graft.api.problem.ProblemException if the device is not there
   */
  public static Classifier open(SavedModel model, Engine engine, Placement placement) {
    return new Classifier(model, engine.infer(model.network(), model.weights(), placement));
  }

  /** The model. */
  public SavedModel model() {
    return model;
  }

  /**
   * Classifies a picture, read as those of training were.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be read
   */
  public Prediction predict(Path picture) {
    return predict(reader.read(picture));
  }

  /**
   * Classifies an image.
   *
   * @param image of the model's size
   * @throws IllegalArgumentException if it is of another size
   */
  public Prediction predict(Image image) {
    return predict(List.of(image)).get(0);
  }

  /**
   * Classifies images together.
   *
   * @param images of the model's size; may be none
   * @return one prediction for each, in the same order
   */
  public List<Prediction> predict(List<Image> images) {
    if (images.isEmpty()) {
      return List.of();
    }
    Batch.Floats scores = scores(batch(images));
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < scores.count(); i++) {
      predictions.add(Prediction.of(scores.example(i), model.decision(), model.labels()));
    }
    return predictions;
  }

  /** The network's outputs for some images. */
  Batch.Floats scores(Batch images) {
    return network.run(images);
  }

  private Batch.Pixels batch(List<Image> images) {
    ImageSize size = model.input().size();
    byte[] pixels = new byte[Math.multiplyExact(images.size(), size.bytes())];
    for (int i = 0; i < images.size(); i++) {
      Image image = images.get(i);
      if (!image.size().equals(size)) {
        throw new IllegalArgumentException(
            "the model takes images of %s, found %s".formatted(size, image.size()));
      }
      System.arraycopy(image.pixels(), 0, pixels, i * size.bytes(), size.bytes());
    }
    return new Batch.Pixels(images.size(), size, pixels);
  }

  /** Frees the native memory; again has no effect. */
  @Override
  public void close() {
    network.close();
  }
}
