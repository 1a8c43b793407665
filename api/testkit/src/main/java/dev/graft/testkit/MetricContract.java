package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Labels;
import dev.graft.api.Stable;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Metric} must do, as JUnit tests to extend: for several numbers of classes, on
 * right, wrong and drawn answers.
 *
 * <pre>{@code
 * class BrierContractTest extends MetricContract {
 *   @Override
 *   protected Metric metric(Labels labels) {
 *     return new Brier();
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class MetricContract extends Contract {
  private static final int COUNT = 40;

  /** An example as a tally is told it. */
  private record Answer(int label, double[] probabilities, int chosen) {}

  /**
   * The metric under test, made anew with the same settings at each call.
   *
   * @param labels the classes, as a constructor may ask for them
   */
  protected abstract Metric metric(Labels labels);

  /** Numbers of classes that it is for; 2, 3 and 7 unless overridden. */
  protected List<Integer> classes() {
    return List.of(2, 3, 7);
  }

  /** Whether it is defined wherever there is an example of each class; yes unless overridden. */
  protected boolean isDefinedForAllClasses() {
    return true;
  }

  @Rule(
      id = "METRIC-1",
      value = "Its name is words without capitals joined by '_', and always the same",
      why = "it is a column of metrics.csv, and what early_stopping names as monitor",
      mend = "return a constant, or one that the settings make: \"top_5_accuracy\"")
  @Test
  void hasAName() {
    Labels labels = labels(classes().get(0));
    assertThat(metric(labels).name())
        .matches("[\\p{L}\\p{N}]+(_[\\p{L}\\p{N}]+)*")
        .matches(name -> name.equals(name.toLowerCase(Locale.ROOT)), "has no capitals")
        .isEqualTo(metric(labels).name());
  }

  @Rule(
      id = "METRIC-2",
      value = "Right answers are better than wrong ones, in the direction that it tells",
      why = "early stopping and reports go by the direction",
      mend = "look for a sign, or give the other Direction")
  @TestFactory
  Stream<DynamicTest> prefersRightAnswers() {
    return each(
        classes -> {
          Direction direction = metric(labels(classes)).direction();
          double right = defined(classes, answers(classes, 1));
          double wrong = defined(classes, answers(classes, -1));
          assertThat(direction.better(right, wrong, 0))
              .as("%s for right answers, %s for wrong ones: %s", right, wrong, direction)
              .isTrue();
        });
  }

  @Rule(
      id = "METRIC-3",
      value = "It is a finite number, or none where it is not defined",
      why = "a NaN is compared with nothing, and breaks the readers of metrics.csv",
      mend = "give OptionalDouble.empty() before a division by 0")
  @TestFactory
  Stream<DynamicTest> isFinite() {
    return each(
        classes -> {
          requireFinite("without examples", value(classes, List.of()));
          requireFinite("of one example", value(classes, answers(classes, 0).subList(0, 1)));
          for (int only = 0; only < classes; only++) {
            int label = only;
            List<Answer> ofOne =
                answers(classes, 0).stream().filter(answer -> answer.label() == label).toList();
            requireFinite("of examples of one class", value(classes, ofOne));
          }
          for (double sureness : new double[] {-1, 0, 1}) {
            requireFinite("of all classes", value(classes, answers(classes, sureness)));
          }
          requireFinite("where all are equally probable", value(classes, undecided(classes)));
        });
  }

  @Rule(
      id = "METRIC-4",
      value = "It is defined where there are examples of all classes",
      why = "who names it wants to see it",
      mend = "say no to isDefinedForAllClasses() if it may be none even so")
  @TestFactory
  Stream<DynamicTest> isDefined() {
    onlyIf(isDefinedForAllClasses(), "isDefinedForAllClasses()");
    return each(classes -> assertThat(value(classes, answers(classes, 0))).isPresent());
  }

  @Rule(
      id = "METRIC-5",
      value = "The order of the examples does not matter",
      why = "batches and threads may bring them in another one",
      mend = "count or collect, and compute in value()")
  @TestFactory
  Stream<DynamicTest> doesNotCareForOrder() {
    return each(
        classes -> {
          List<Answer> shuffled = new ArrayList<>(answers(classes, 0));
          double expected = defined(classes, shuffled);
          Collections.shuffle(shuffled, new Random(3));
          assertThat(defined(classes, shuffled)).isCloseTo(expected, within(1e-9));
        });
  }

  @Rule(
      id = "METRIC-6",
      value = "Each tally begins anew and keeps to itself",
      why = "two sets of examples may be under way at once, and each epoch has its own",
      mend = "keep what is counted in what start() gives, not in the metric")
  @TestFactory
  Stream<DynamicTest> keepsTalliesApart() {
    return each(
        classes -> {
          Metric metric = metric(labels(classes));
          MetricTally one = metric.start();
          MetricTally other = metric.start();
          List<Answer> drawn = answers(classes, 0);
          List<Answer> wrong = answers(classes, -1);
          for (int i = 0; i < COUNT; i++) {
            add(one, drawn.get(i));
            add(other, wrong.get(i));
          }
          assertThat(one.value()).as("beside another").isEqualTo(value(classes, drawn));
          assertThat(other.value()).as("the other one").isEqualTo(value(classes, wrong));
        });
  }

  @Rule(
      id = "METRIC-7",
      value = "It may be asked for its value at any time, and goes on",
      why = "progress is told before all examples have come",
      mend = "let value() change nothing")
  @TestFactory
  Stream<DynamicTest> goesOnAfterItsValue() {
    return each(
        classes -> {
          MetricTally tally = metric(labels(classes)).start();
          for (Answer answer : answers(classes, 0)) {
            add(tally, answer);
            assertThat(tally.value()).as("asked twice").isEqualTo(tally.value());
          }
          assertThat(tally.value()).isEqualTo(value(classes, answers(classes, 0)));
        });
  }

  @Rule(
      id = "METRIC-8",
      value = "It leaves the probabilities that it is given as they are",
      why = "other metrics are told the same array",
      mend = "change a copy: probabilities.clone()")
  @TestFactory
  Stream<DynamicTest> leavesTheProbabilities() {
    return each(
        classes -> {
          MetricTally tally = metric(labels(classes)).start();
          for (Answer answer : answers(classes, 0)) {
            double[] probabilities = answer.probabilities().clone();
            tally.add(answer.label(), probabilities, answer.chosen());
            assertThat(probabilities).containsExactly(answer.probabilities());
          }
        });
  }

  private Stream<DynamicTest> each(IntConsumer check) {
    return classes().stream()
        .map(count -> DynamicTest.dynamicTest(count + " classes", () -> check.accept(count)));
  }

  private OptionalDouble value(int classes, List<Answer> answers) {
    MetricTally tally = metric(labels(classes)).start();
    answers.forEach(answer -> add(tally, answer));
    return tally.value();
  }

  private double defined(int classes, List<Answer> answers) {
    OptionalDouble value = value(classes, answers);
    assertThat(value).as("value over examples of all classes").isPresent();
    return value.getAsDouble();
  }

  private static void add(MetricTally tally, Answer answer) {
    tally.add(answer.label(), answer.probabilities().clone(), answer.chosen());
  }

  private static void requireFinite(String where, OptionalDouble value) {
    assertThat(value.orElse(0)).as("value %s", where).isFinite();
  }

  private static Labels labels(int count) {
    return new Labels(IntStream.range(0, count).mapToObj(i -> "class_" + i).toList());
  }

  /**
   * Answers to examples of each class in turn.
   *
   * @param sureness 1 for right ones, -1 for wrong ones, 0 for some of both
   */
  private static List<Answer> answers(int classes, double sureness) {
    RandomGenerator random = Draws.generator("answers " + classes);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      int label = i % classes;
      double[] probabilities = new double[classes];
      for (int c = 0; c < classes; c++) {
        probabilities[c] = random.nextDouble(0.05, 1);
      }
      int favourite =
          sureness > 0 ? label : sureness < 0 ? (label + 1) % classes : random.nextInt(classes);
      probabilities[favourite] += sureness == 0 ? 1 : 9;
      answers.add(answer(label, probabilities));
    }
    return answers;
  }

  private static List<Answer> undecided(int classes) {
    return IntStream.range(0, COUNT)
        .mapToObj(
            i -> {
              double[] probabilities = new double[classes];
              Arrays.fill(probabilities, 1);
              return answer(i % classes, probabilities);
            })
        .toList();
  }

  private static Answer answer(int label, double[] weights) {
    double sum = Arrays.stream(weights).sum();
    double[] probabilities = Arrays.stream(weights).map(weight -> weight / sum).toArray();
    int chosen = 0;
    for (int c = 1; c < probabilities.length; c++) {
      chosen = probabilities[c] > probabilities[chosen] ? c : chosen;
    }
    return new Answer(label, probabilities, chosen);
  }
}
