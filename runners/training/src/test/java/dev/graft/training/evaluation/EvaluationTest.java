package dev.graft.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.data.Example;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Prediction;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.SelfCheck;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import dev.graft.training.ToyExperiment;
import dev.graft.training.input.Targets;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.Safetensors;
import dev.graft.training.model.SavedModel;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  private static final ReferenceEngine ENGINE = new ReferenceEngine();
  private static final Placement PLACE = Placement.cpu(2);
  private static final Labels LABELS = new Labels(List.of("a", "b", "c"));

  @TempDir private Path folder;

  private static ExamplePrediction prediction(int label, int predicted, double loss) {
    Prediction made = new Prediction(LABELS.name(predicted), 0.5, List.of(0.5, 0.25, 0.25));
    return new ExamplePrediction("x", label, made, predicted, loss);
  }

  @Test
  void countsWhatWasTakenForWhat() {
    Evaluation evaluation =
        new Evaluation(
            LABELS,
            List.of(
                prediction(0, 0, 1),
                prediction(0, 1, 2),
                prediction(0, 1, 3),
                prediction(1, 1, 4)));

    assertThat(evaluation.loss()).isEqualTo(2.5);
    assertThat(evaluation.accuracy()).isEqualTo(0.5);
    assertThat(evaluation.confusion()).isDeepEqualTo(new int[][] {{1, 2, 0}, {0, 1, 0}, {0, 0, 0}});
    assertThat(evaluation.recall(0).getAsDouble()).isCloseTo(1 / 3.0, offset(1e-12));
    assertThat(evaluation.recall(1)).isEqualTo(OptionalDouble.of(1));
    assertThat(evaluation.recall(2)).isEmpty();
  }

  @Test
  void theLossOfScoresIsThatOfTheFormula() {
    Batch.Floats scores = new Batch.Floats(2, Shape.of(3), new float[] {1, 2, 3, -40, 50, 0});
    Batch.Floats targets = new Targets(3).of(new int[] {0, 2});
    try (LossOfScores losses =
        new LossOfScores(new ToyExperiment.CategoricalLoss(), 3, ENGINE, PLACE)) {
      double first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(3)) - 1;
      float[] found = losses.of(scores, targets);
      assertThat((double) found[0]).isCloseTo(first, offset(1e-6));
      assertThat((double) found[1]).isCloseTo(50, offset(1e-5));
    }
  }

  @Test
  void targetsAreOneHotOrASingleNumber() {
    assertThat(new Targets(3).of(new int[] {2, 0}).values()).containsExactly(0, 0, 1, 1, 0, 0);
    assertThat(new Targets(1).of(new int[] {1, 0}).values()).containsExactly(1, 0);
  }

  private SavedModel model(Decision decision) {
    Experiment toy = new ToyExperiment(folder.resolve("x")).decision(decision).build();
    Weights weights = Weights.initial(toy.network(), 11);
    return new SavedModel(
        "toy", toy.network(), toy.data().labels(), decision, toy.input(), weights);
  }

  private static Evaluator evaluator(Decision decision) {
    return new Evaluator(
        ENGINE,
        PLACE,
        decision instanceof Decision.Sigmoid
            ? new ToyExperiment.BinaryLoss()
            : new ToyExperiment.CategoricalLoss());
  }

  @Test
  void theClassifierSaysWhatTheEvaluationSays() {
    for (Decision decision : List.of(new Decision.Softmax(), new Decision.Sigmoid(0.45))) {
      SavedModel model = model(decision);
      List<Example> examples = ToyExperiment.examples("e", 40, 3);

      Evaluation evaluation = evaluator(decision).evaluate(model, examples, new RunListener() {});

      try (Classifier classifier = Classifier.open(model, ENGINE, PLACE)) {
        List<Image> images = examples.stream().map(Example::image).toList();
        List<Prediction> together = classifier.predict(images);
        double loss = 0;
        for (int i = 0; i < 40; i++) {
          ExamplePrediction evaluated = evaluation.predictions().get(i);
          assertThat(evaluated.id()).isEqualTo("e/" + i);
          assertThat(evaluated.label()).isEqualTo(i % 2);
          assertThat(classifier.predict(images.get(i))).isEqualTo(evaluated.prediction());
          assertThat(together.get(i)).isEqualTo(evaluated.prediction());
          double rightProbability = evaluated.prediction().probabilities().get(i % 2);
          assertThat(evaluated.loss()).isCloseTo(-Math.log(rightProbability), offset(1e-5));
          loss += evaluated.loss() / 40;
        }
        assertThat(evaluation.loss()).isCloseTo(loss, offset(1e-12));
      }
    }
  }

  @Test
  void classifiesAPictureFile() throws IOException {
    BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    Image image = ToyExperiment.examples("e", 2, 3).get(1).image();
    picture.getRaster().setDataElements(0, 0, 8, 8, image.pixels());
    Path file = folder.resolve("one.png");
    ImageIO.write(picture, "png", file.toFile());

    try (Classifier classifier = Classifier.open(model(new Decision.Softmax()), ENGINE, PLACE)) {
      assertThat(classifier.predict(file)).isEqualTo(classifier.predict(image));
      assertThatThrownBy(() -> classifier.predict(folder.resolve("none.png")))
          .isInstanceOf(ProblemException.class);
      assertThat(classifier.predict(List.of())).isEmpty();
    }
  }

  @Test
  void refusesImagesOfAnotherSize() {
    Image wrong = new Image(ImageSize.rgb(8, 8), new byte[192]);

    try (Classifier classifier = Classifier.open(model(new Decision.Softmax()), ENGINE, PLACE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> classifier.predict(wrong))
          .withMessage("the model takes images of 8x8x1, found 8x8x3");
    }
  }

  @Test
  void tellsAllPicturesThatCannotBeRead() {
    List<Example> examples = new ArrayList<>(ToyExperiment.examples("e", 4, 3));
    examples.add(new ToyExperiment.BrokenExample("one", 0));
    examples.add(new ToyExperiment.BrokenExample("two", 0));

    assertThatThrownBy(
            () ->
                evaluator(new Decision.Softmax())
                    .evaluate(model(new Decision.Softmax()), examples, new RunListener() {}))
        .isInstanceOf(ProblemException.class)
        .hasMessage("one: is no picture\ntwo: is no picture");
  }

  private List<Promise> promises(SavedModel model, List<Example> examples) {
    List<Promise> promises = new ArrayList<>();
    try (Classifier classifier = Classifier.open(model, ENGINE, PLACE)) {
      for (Example example : examples) {
        List<Double> said = classifier.predict(example.image()).probabilities();
        promises.add(new Promise(example, "training", said));
      }
    }
    return promises;
  }

  private SelfCheck check(SavedModel model, List<Promise> promises) {
    try (Classifier classifier = Classifier.open(model, ENGINE, PLACE)) {
      return SelfChecking.check(classifier, promises, 2);
    }
  }

  @Test
  void theSelfCheckFailsIfTheSavedWeightsAreTamperedWith() throws IOException {
    SavedModel model = model(new Decision.Softmax());
    List<Promise> promises = promises(model, ToyExperiment.examples("e", 6, 3));
    Path saved = folder.resolve("model");
    ModelFolder.write(saved, model, ToyExperiment.LAYERS);

    SelfCheck sound = check(ModelFolder.read(saved, ToyExperiment.LAYERS), promises);
    assertThat(sound.passed()).isTrue();
    assertThat(sound.pictures()).isEqualTo(6);
    assertThat(sound.largestDifference()).isZero();

    Map<String, FloatTensor> changed = new LinkedHashMap<>(model.weights().tensors());
    float[] bias = {0.01f, 0};
    changed.put("logits/bias", new FloatTensor(Shape.of(2), bias));
    Safetensors.write(saved.resolve(ModelFolder.WEIGHTS), Weights.of(changed), Map.of());
    SelfCheck tampered = check(ModelFolder.read(saved, ToyExperiment.LAYERS), promises);

    assertThat(tampered.passed()).isFalse();
    assertThat(tampered.differences()).hasSize(6);
    assertThat(tampered.differences().get(0))
        .matches(
            "e/0: the saved model gives '(left|right)' the probability 0\\.\\d{6}, training"
                + " said 0\\.\\d{6}");
    assertThat(tampered.largestDifference()).isBetween(1e-4, 0.01);
  }

  @Test
  void theSelfCheckFailsIfAProbabilityIsNoNumber() {
    SavedModel model = model(new Decision.Softmax());
    Example example = ToyExperiment.examples("e", 1, 3).get(0);

    SelfCheck check =
        check(model, List.of(new Promise(example, "training", List.of(Double.NaN, 1.0))));

    assertThat(check.passed()).isFalse();
    assertThat(check.largestDifference()).isNaN();
  }
}
