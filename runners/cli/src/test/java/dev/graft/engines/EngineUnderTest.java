package dev.graft.engines;

import dev.graft.api.engine.Engine;
import dev.graft.assembly.Graft;
import java.util.Locale;

/** The engines that an experiment may name: what one computes the other must compute too. */
public enum EngineUnderTest {
  /** TensorFlow Java. */
  TENSORFLOW,
  /** PyTorch through DJL. */
  DJL;

  /** Its name in experiment files. */
  public String component() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The engine as an experiment gets it. */
  public Engine make() {
    return Graft.fromClassPath().engine(component());
  }

  /** The other one. */
  public EngineUnderTest other() {
    return this == TENSORFLOW ? DJL : TENSORFLOW;
  }
}
