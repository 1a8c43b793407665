package dev.graft.cli;

import dev.graft.api.Image;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.head.Prediction;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunListener;
import dev.graft.training.data.LabelledFolder;
import dev.graft.training.data.LabelledFolder.LabelledPicture;
import dev.graft.training.data.PictureReader;
import dev.graft.training.evaluation.Classifier;
import dev.graft.training.evaluation.Evaluation;
import dev.graft.training.evaluation.ExamplePrediction;
import dev.graft.training.model.SavedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Labelled pictures that a model has nothing to do with yet. Their loss is the log loss: minus the
 * logarithm of the probability that the model gives to what a picture is. It is the cross-entropy
 * without label smoothing, whatever loss the model was trained by.
 */
final class OtherPictures {
  /** So that one sure mistake does not make the mean infinite; as in scikit-learn. */
  private static final double SMALLEST_PROBABILITY = Math.ulp(1f);

  private final SavedModel model;
  private final List<LabelledPicture> pictures;
  private final Path folder;

  /**
   * Lists the pictures.
   *
   * @throws ProblemException if there are none, or there are classes that the model does not know
   */
  OtherPictures(Path folder, SavedModel model) {
    this.folder = folder.toAbsolutePath().normalize();
    this.model = model;
    this.pictures = LabelledFolder.pictures(folder, model.labels());
  }

  /** Reads one picture as the model does. */
  Image image(int index) {
    return new PictureReader(model.input()).read(pictures.get(index).file());
  }

  /**
   * Judges the model.
   *
   * @throws ProblemException naming all pictures that cannot be read
   */
  Evaluation evaluate(Engine engine, Placement placement, RunListener progress) {
    Judging judging = new Judging(progress);
    try (Classifier classifier = Classifier.open(model, engine, placement)) {
      new PicturePredictions(classifier, placement.threads())
          .of(pictures.stream().map(LabelledPicture::file).toList(), judging);
    }
    if (!judging.problems.isEmpty()) {
      throw new ProblemException(judging.problems);
    }
    return new Evaluation(model.labels(), judging.predictions);
  }

  private final class Judging implements PicturePredictions.Answers {
    private final RunListener progress;
    private final List<ExamplePrediction> predictions = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private Judging(RunListener progress) {
      this.progress = progress;
    }

    @Override
    public void predicted(int index, Path file, Prediction prediction) {
      int label = pictures.get(index).label();
      double probability = Math.max(prediction.probabilities().get(label), SMALLEST_PROBABILITY);
      predictions.add(
          new ExamplePrediction(
              folder.relativize(file).toString(),
              label,
              prediction,
              model.labels().indexOf(prediction.label()),
              -Math.log(probability)));
      progress.progress("evaluating", index + 1, pictures.size());
    }

    @Override
    public void unreadable(int index, Path file, List<Problem> found) {
      problems.addAll(found);
      progress.progress("evaluating", index + 1, pictures.size());
    }
  }
}
