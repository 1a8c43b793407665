package dev.graft.testkit;

import dev.graft.api.engine.Engine;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all contracts share: each test holds one {@link Rule}, and tells it where it is broken. */
@ExtendWith(RuleReport.class)
@DisplayNameGeneration(RuleNames.class)
abstract class Contract {
  /**
   * Skips a test of something that a switch says the component does not do.
   *
   * @param method the switch, for the reader of the report
   */
  static void onlyIf(boolean does, String method) {
    Assumptions.assumeTrue(does, () -> "skipped, as " + method + " says");
  }

  /** One test for each engine; skipped with a word if there is none. */
  static Stream<DynamicTest> onEach(Map<String, Engine> engines, Consumer<Engine> test) {
    Assumptions.assumeFalse(
        engines.isEmpty(),
        "no engine's plugin on the test class path: training on each engine tells");
    return engines.entrySet().stream()
        .map(
            engine ->
                DynamicTest.dynamicTest(engine.getKey(), () -> test.accept(engine.getValue())));
  }
}
