package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.testkit.process.ChildJvm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Both engines in one process, whichever is loaded first: each computes what it computes alone, bit
 * by bit. In processes of their own, since a library is loaded once.
 */
class OneProcessTest {
  private static Set<String> alone;

  private static List<String> work(String how, EngineUnderTest... engines) {
    List<String> arguments = new ArrayList<>(List.of(how));
    Arrays.stream(engines).map(Enum::name).forEach(arguments::add);
    ChildJvm.Outcome outcome =
        ChildJvm.of(EngineWork.class)
            .environment("TF_CPP_MIN_LOG_LEVEL", "2")
            .environment("TF_OVERRIDE_GLOBAL_THREADPOOL", "1")
            .run(arguments.toArray(String[]::new));
    assertThat(outcome.exitStatus()).as(outcome.errors()).isZero();
    return outcome.output().lines().filter(line -> line.startsWith(EngineWork.MARK)).toList();
  }

  /** One line for each engine, if it computes the same each time. */
  @BeforeAll
  static void eachAlone() {
    alone = new LinkedHashSet<>();
    for (EngineUnderTest engine : EngineUnderTest.values()) {
      List<String> lines = work("in-turn", engine);
      assertThat(lines).hasSize(2);
      assertThat(Set.copyOf(lines)).as("the same twice").hasSize(1);
      alone.add(lines.get(0));
    }
    assertThat(alone.stream().map(line -> line.split(" ", 3)[1]).collect(Collectors.toSet()))
        .hasSameSizeAs(EngineUnderTest.values());
  }

  @Test
  void tensorFlowFirst() {
    assertThat(work("in-turn", EngineUnderTest.TENSORFLOW, EngineUnderTest.DJL))
        .hasSize(4)
        .hasSameElementsAs(alone);
  }

  @Test
  void djlFirst() {
    assertThat(work("in-turn", EngineUnderTest.DJL, EngineUnderTest.TENSORFLOW))
        .hasSize(4)
        .hasSameElementsAs(alone);
  }

  @Test
  void bothAtTheSameTime() {
    assertThat(work("together", EngineUnderTest.DJL, EngineUnderTest.TENSORFLOW))
        .hasSize(4)
        .hasSameElementsAs(alone);
  }
}
