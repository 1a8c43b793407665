package dev.graft.training;

import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.experiment.Phase;
import dev.graft.api.problem.ProblemException;
import dev.graft.training.features.FeatureStore;
import dev.graft.training.input.AugmentedImages;
import dev.graft.training.input.FeatureInputs;
import dev.graft.training.input.FrozenPrefix;
import dev.graft.training.input.ImageInputs;
import dev.graft.training.input.NetworkInputs;
import dev.graft.training.input.Pictures;
import dev.graft.training.input.VersionImages;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the trained part of the network is fed in one phase: images, or the features that the frozen
 * part makes of them. Where nothing random comes before them, features are computed once, before
 * the first epoch; versions that are drawn at random and kept, in the epoch that first needs them.
 *
 * @param training the training examples as they are learnt from
 * @param plainTraining the training examples as they are
 * @param validation the validation examples
 */
record PhaseInputs(NetworkInputs training, NetworkInputs plainTraining, NetworkInputs validation) {

  static PhaseInputs of(TrainingContext context, Phase phase, Optional<FrozenPrefix> prefix) {
    return prefix.isPresent()
        ? new OfFeatures(context, prefix.get()).inputs(phase)
        : ofImages(context);
  }

  private static PhaseInputs ofImages(TrainingContext context) {
    context.readAll();
    List<NamedAugmentation> augmentations = context.experiment().augmentations();
    ImageInputs plain = ImageInputs.plain(context.training(), context.workers());
    return new PhaseInputs(
        augmentations.isEmpty()
            ? plain
            : ImageInputs.augmented(
                context.training(), augmentations, context.randomness(), context.workers()),
        plain,
        ImageInputs.plain(context.validation(), context.workers()));
  }

  /** Makes the inputs of a phase that has a frozen part. */
  private static final class OfFeatures {
    private final TrainingContext context;
    private final FrozenPrefix prefix;
    private final FeatureStore store;
    private final FeatureReport report;

    OfFeatures(TrainingContext context, FrozenPrefix prefix) {
      this.context = context;
      this.prefix = prefix;
      this.store = context.store(prefix);
      this.report = new FeatureReport(context, prefix, store);
    }

    PhaseInputs inputs(Phase phase) {
      boolean augmented = !context.experiment().augmentations().isEmpty();
      FeatureInputs plain = features(context.training());
      FeatureInputs validation = features(context.validation());
      if (!augmented) {
        boolean all = completed(plain, context.training(), "training");
        all &= completed(validation, context.validation(), "validation");
        if (all) {
          prefix.close();
        }
        return new PhaseInputs(plain, plain, validation);
      }
      completed(validation, context.validation(), "validation");
      context.readAll();
      // A few are looked at by the self-check.
      plain.keep(0);
      return new PhaseInputs(versions(phase), plain, validation);
    }

    private FeatureInputs features(Pictures pictures) {
      return new FeatureInputs(prefix, Optional.of(store), epoch -> pictures, context.workers());
    }

    private boolean completed(FeatureInputs features, Pictures pictures, String what) {
      FeatureStore.Keeping keeping = features.keep(features.found(0).missing());
      if (keeping == FeatureStore.Keeping.NOWHERE) {
        // Some pictures may be known when they are decoded.
        context.readAll();
        FeatureInputs.Found found = features.found(0);
        keeping = features.keep(found.missing());
        if (keeping == FeatureStore.Keeping.NOWHERE) {
          report.computedAnew(found, what);
          pictures.keep();
          return false;
        }
      }
      try {
        FeatureInputs.Found found =
            features.complete(
                0,
                (done, total) -> {
                  pictures.remember(context.index());
                  context.listener().progress("computing " + what + " features", done, total);
                });
        report.completed(found, what, keeping);
        return true;
      } catch (ProblemException e) {
        // There may be more like it.
        context.readAll();
        throw e;
      }
    }

    /**
     * The images changed at random: in each epoch anew, or a few versions of each over and over.
     */
    private NetworkInputs versions(Phase phase) {
      OptionalInt asked = phase.cachedVariants();
      int different = asked.orElse(Integer.MAX_VALUE);
      FeatureInputs versions =
          new FeatureInputs(
              prefix,
              Optional.of(store).filter(kept -> asked.isPresent()),
              epoch -> version(epoch % different),
              context.workers());
      if (asked.isPresent()) {
        int used = Math.min(different, phase.epochs());
        FeatureInputs.Found found = versions.found(0);
        for (int version = 1; version < used; version++) {
          found = found.and(versions.found(version));
        }
        report.versions(found, used, different, versions.keep(found.missing()));
      }
      return versions;
    }

    private VersionImages version(int epoch) {
      return new VersionImages(
          context.training(),
          new AugmentedImages(
              context.training(),
              context.experiment().augmentations(),
              context.randomness(),
              epoch));
    }
  }
}
