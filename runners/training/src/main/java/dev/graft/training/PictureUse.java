package dev.graft.training;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.runner.RunListener;
import dev.graft.training.input.Pictures;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * How often a run wants the pixels of its pictures: those wanted more than once are worth memory.
 * Where a frozen part makes features of plain pictures, once is enough.
 *
 * @param training whether those of the training pictures are wanted again and again
 * @param validation whether those of the validation pictures are
 */
record PictureUse(boolean training, boolean validation) {
  static PictureUse of(Experiment experiment) {
    Set<Optional<String>> cuts = new HashSet<>();
    for (Phase phase : experiment.phases()) {
      Set<String> frozen = phase.freeze().frozenLayers(experiment.backbone());
      cuts.add(Cut.at(experiment.network(), frozen).prefix().map(Architecture::output));
    }
    boolean often = cuts.size() > 1 || cuts.contains(Optional.<String>empty());
    return new PictureUse(often || !experiment.augmentations().isEmpty(), often);
  }

  /** Has the pictures kept that are worth it, as far as they fit. */
  void keep(Pictures trainingPictures, Pictures validationPictures, RunListener listener) {
    int wanted = 0;
    int room = 0;
    if (training) {
      trainingPictures.keep();
      wanted += trainingPictures.count();
      room += trainingPictures.room();
    }
    if (validation) {
      validationPictures.keep();
      wanted += validationPictures.count();
      room += validationPictures.room();
    }
    if (room < wanted) {
      listener.message(
          "%d of %d pictures fit into memory; the others are decoded again each epoch (java's -Xmx gives more)."
              .formatted(room, wanted));
    }
  }
}
