package dev.graft.api.layer;

import dev.graft.api.Stable;
import dev.graft.api.ops.Ops;

/**
 * The usual activation functions, as in Keras.
 *
 * @since 0.1
 */
@Stable
public enum Activation {
  /** {@code x}. */
  LINEAR {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return x;
    }
  },
  /** {@code max(x, 0)}. */
  RELU {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return ops.relu(x);
    }
  },
  /** {@code min(max(x, 0), 6)}. */
  RELU6 {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return ops.clip(x, 0, 6);
    }
  },
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return ops.sigmoid(x);
    }
  },
  /** Hyperbolic tangent. */
  TANH {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return ops.tanh(x);
    }
  },
  /** {@code x * sigmoid(x)} (Ramachandran et al. 2017); also called SiLU. */
  SWISH {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return ops.multiply(x, ops.sigmoid(x));
    }
  },
  /** {@code x * (1 + erf(x / sqrt 2)) / 2} (Hendrycks and Gimpel 2016), not its approximation. */
  GELU {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      T half = ops.multiply(x, 0.5);
      return ops.multiply(half, ops.add(ops.erf(ops.multiply(x, Math.sqrt(0.5))), 1));
    }
  },
  /** {@code x * relu6(x + 3) / 6} (Howard et al. 2019). */
  HARD_SWISH {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return ops.multiply(x, ops.multiply(ops.clip(ops.add(x, 3), 0, 6), 1.0 / 6));
    }
  },
  /** {@code relu6(x + 3) / 6}. */
  HARD_SIGMOID {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return ops.multiply(ops.clip(ops.add(x, 3), 0, 6), 1.0 / 6);
    }
  },
  /** Softmax over the channels. */
  SOFTMAX {
    @Override
    public <T> T apply(Ops<T> ops, T x) {
      return ops.softmax(x);
    }
  };

  /** Applies the function. */
  public abstract <T> T apply(Ops<T> ops, T x);
}
