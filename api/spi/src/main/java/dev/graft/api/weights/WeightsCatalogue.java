package dev.graft.api.weights;

import dev.graft.api.Stable;
import java.util.List;

/**
 * Weights that are published for backbones, for {@code weights: imagenet} in an experiment. Found
 * like every component; reading one takes no network.
 *
 * @since 0.1
 */
@Stable
public interface WeightsCatalogue {
  /** All of them. */
  List<PublishedWeights> weights();
}
