package dev.graft.cli;

import dev.graft.api.Labels;
import dev.graft.cli.TextTable.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often pictures of each class got each answer; recall and precision come from it. With many
 * classes a matrix is unreadable: then the most frequent confusions are listed instead.
 */
final class ConfusionMatrix {
  private static final int MOST_CLASSES_OF_A_MATRIX = 12;
  private static final int MOST_CONFUSIONS = 15;

  private final Labels labels;
  private final long[][] counts;

  ConfusionMatrix(Labels labels) {
    this.labels = labels;
    this.counts = new long[labels.count()][labels.count()];
  }

  /**
   * Counts a picture.
   *
   * @param label index of its class
   * @param predicted index of the class it was taken for
   */
  void add(int label, int predicted) {
    counts[label][predicted]++;
  }

  /** Number of pictures. */
  long total() {
    return Arrays.stream(counts).mapToLong(row -> Arrays.stream(row).sum()).sum();
  }

  /** Number of pictures taken for what they are. */
  long right() {
    long right = 0;
    for (int i = 0; i < counts.length; i++) {
      right += counts[i][i];
    }
    return right;
  }

  /** Share of the pictures of a class that were found; NaN if there are none. */
  double recall(int label) {
    return (double) counts[label][label] / Arrays.stream(counts[label]).sum();
  }

  /** Share of the pictures taken for a class that are of it; NaN if there are none. */
  double precision(int label) {
    return (double) counts[label][label] / predicted(label);
  }

  private long predicted(int label) {
    return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
  }

  /** A table of the classes with number of pictures, recall and precision. */
  List<String> classLines() {
    TextTable table =
        new TextTable(Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT)
            .row("class", "pictures", "recall", "precision");
    for (int i = 0; i < counts.length; i++) {
      table.row(
          labels.name(i),
          NumberText.count(Arrays.stream(counts[i]).sum()),
          NumberText.fraction(recall(i)),
          NumberText.fraction(precision(i)));
    }
    return table.lines();
  }

  /** The matrix, or the most frequent confusions of many classes. */
  List<String> lines() {
    return counts.length <= MOST_CLASSES_OF_A_MATRIX ? matrixLines() : confusionLines();
  }

  private List<String> matrixLines() {
    Side[] sides = new Side[counts.length + 1];
    Arrays.fill(sides, Side.RIGHT);
    sides[0] = Side.LEFT;
    List<String> heading = new ArrayList<>(List.of("is \\ taken for"));
    heading.addAll(labels.names());
    TextTable table = new TextTable(sides).row(heading);
    for (int i = 0; i < counts.length; i++) {
      List<String> row = new ArrayList<>(List.of(labels.name(i)));
      Arrays.stream(counts[i]).forEach(count -> row.add(NumberText.count(count)));
      table.row(row);
    }
    return table.lines();
  }

  private List<String> confusionLines() {
    record Confusion(int label, int predicted, long count) {}
    List<Confusion> confusions = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        if (i != j && counts[i][j] > 0) {
          confusions.add(new Confusion(i, j, counts[i][j]));
        }
      }
    }
    confusions.sort((a, b) -> Long.compare(b.count(), a.count()));
    TextTable table =
        new TextTable(Side.LEFT, Side.LEFT, Side.RIGHT).row("is", "taken for", "pictures");
    confusions.stream()
        .limit(MOST_CONFUSIONS)
        .forEach(
            confusion ->
                table.row(
                    labels.name(confusion.label()),
                    labels.name(confusion.predicted()),
                    NumberText.count(confusion.count())));
    return table.lines();
  }
}
