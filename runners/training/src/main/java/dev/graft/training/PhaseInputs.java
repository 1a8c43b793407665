package dev.graft.training;

import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.training.input.Features;
import dev.graft.training.input.ImageInputs;
import dev.graft.training.input.KeptFeatures;
import dev.graft.training.input.NetworkInputs;
import dev.graft.training.input.Pictures;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the trained part of the network is fed in one phase: images, or the features that the frozen
 * part makes of them. Where nothing random comes before them, features are computed once for the
 * whole phase, as far as they fit into the memory.
 *
 * @param training the training examples as they are learnt from
 * @param plainTraining the training examples as they are
 * @param validation the validation examples
 */
record PhaseInputs(NetworkInputs training, NetworkInputs plainTraining, NetworkInputs validation) {

  static PhaseInputs of(TrainingContext context, Optional<InferenceNetwork> prefix, int batchSize) {
    List<NamedAugmentation> augmentations = context.experiment().augmentations();
    boolean augmented = !augmentations.isEmpty();
    ImageInputs plain = ImageInputs.plain(context.training(), context.workers());
    ImageInputs validation = ImageInputs.plain(context.validation(), context.workers());
    ImageInputs changed =
        ImageInputs.augmented(
            context.training(), augmentations, context.randomness(), context.workers());
    if (prefix.isEmpty()) {
      return new PhaseInputs(augmented ? changed : plain, plain, validation);
    }
    Keeping keeping = new Keeping(context, prefix.get(), batchSize);
    NetworkInputs validationFeatures =
        keeping.features(validation, context.validation(), "validation");
    if (augmented) {
      return new PhaseInputs(
          new Features(prefix.get(), changed),
          new Features(prefix.get(), plain),
          validationFeatures);
    }
    NetworkInputs trainingFeatures = keeping.features(plain, context.training(), "training");
    return new PhaseInputs(trainingFeatures, trainingFeatures, validationFeatures);
  }

  /** Keeps features as long as there is room. */
  private static final class Keeping {
    private final TrainingContext context;
    private final InferenceNetwork prefix;
    private final int batchSize;
    private long room;

    Keeping(TrainingContext context, InferenceNetwork prefix, int batchSize) {
      this.context = context;
      this.prefix = prefix;
      this.batchSize = batchSize;
      this.room = context.memory().features();
    }

    NetworkInputs features(NetworkInputs images, Pictures pictures, String what) {
      Features features = new Features(prefix, images);
      long bytes = prefix.architecture().outputShape().size() * Float.BYTES * pictures.count();
      if (bytes > room) {
        context
            .listener()
            .message(
                String.format(
                    Locale.ROOT,
                    "The features of the %s pictures would take %s, more than the %s left for"
                        + " them: they are computed anew each epoch (java's -Xmx gives more).",
                    what,
                    megabytes(bytes),
                    megabytes(room)));
        return features;
      }
      room -= bytes;
      KeptFeatures kept =
          KeptFeatures.compute(
              features,
              pictures.count(),
              batchSize,
              (done, total) ->
                  context.listener().progress("computing " + what + " features", done, total));
      context
          .listener()
          .message(
              String.format(
                  Locale.ROOT,
                  "The features that the frozen layers make of the %d %s pictures are computed"
                      + " once and kept (%s).",
                  pictures.count(),
                  what,
                  megabytes(bytes)));
      return kept;
    }

    private static String megabytes(long bytes) {
      return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
  }
}
