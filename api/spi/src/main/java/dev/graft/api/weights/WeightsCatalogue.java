package dev.graft.api.weights;

import java.util.List;

/**
 * Weights that are published for backbones, for {@code weights: imagenet} in an experiment. Found
 * like every component; reading one takes no network.
 */
public interface WeightsCatalogue {
  /** All of them. */
  List<PublishedWeights> weights();
}
