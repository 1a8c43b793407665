package dev.graft.api.head;

import dev.graft.api.Stable;

/**
 * How scores become probabilities and probabilities a label. Scores are logits; this is the only
 * place where they become probabilities, in double precision.
 *
 * @since 0.1
 */
@Stable
public sealed interface Decision {
  /**
   * The probability of each label.
   *
   * @param scores the network's outputs for one example
   * @return one for each label, in [0, 1], adding up to 1
   */
  double[] probabilities(float[] scores);

  /**
   * The index of the label chosen.
   *
   * @param probabilities from {@link #probabilities}
   */
  int label(double[] probabilities);

  /** Number of the network's outputs for that many labels. */
  int outputs(int labels);

  /**
   * One output: the sigmoid of the score is the probability of the second label.
   *
   * @param threshold the second label is chosen above this probability, in (0, 1)
   */
  record Sigmoid(double threshold) implements Decision {
    /** Checks the range. */
    public Sigmoid {
      if (!(threshold > 0 && threshold < 1)) {
        throw new IllegalArgumentException("a threshold is in (0, 1), found " + threshold);
      }
    }

    @Override
    public double[] probabilities(float[] scores) {
      if (scores.length != 1) {
        throw new IllegalArgumentException("expected one score, found " + scores.length);
      }
      double score = scores[0];
      // The smaller of the two is computed directly: 1 - p would lose all its digits.
      double smaller = Math.exp(-Math.abs(score)) / (1 + Math.exp(-Math.abs(score)));
      double larger = 1 / (1 + Math.exp(-Math.abs(score)));
      return score < 0 ? new double[] {larger, smaller} : new double[] {smaller, larger};
    }

    @Override
    public int label(double[] probabilities) {
      return probabilities[1] > threshold ? 1 : 0;
    }

    @Override
    public int outputs(int labels) {
      return 1;
    }
  }

  /** One output for each label; their softmax are the probabilities, the largest is chosen. */
  record Softmax() implements Decision {
    @Override
    public double[] probabilities(float[] scores) {
      double largest = Double.NEGATIVE_INFINITY;
      for (float score : scores) {
        largest = Math.max(largest, score);
      }
      double[] probabilities = new double[scores.length];
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        probabilities[i] = Math.exp(scores[i] - largest);
        sum += probabilities[i];
      }
      for (int i = 0; i < scores.length; i++) {
        probabilities[i] /= sum;
      }
      return probabilities;
    }

    @Override
    public int label(double[] probabilities) {
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        if (probabilities[i] > probabilities[best]) {
          best = i;
        }
      }
      return best;
    }

    @Override
    public int outputs(int labels) {
      return labels;
    }
  }
}
