package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import dev.graft.api.engine.Engine;
import dev.graft.testkit.WrongEngine;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Engines that are wrong in one way each, and a test of the contract that tells it. */
class EngineMutantsTest {
  private static WrongEngine.Fault fault = WrongEngine.Fault.NONE;

  static class Mutant extends EngineContract {
    @Override
    protected Engine engine() {
      return new WrongEngine(fault);
    }
  }

  /** The tests of one group that fail. */
  private static Set<String> failing(WrongEngine.Fault by, String group)
      throws ClassNotFoundException {
    fault = by;
    Class<?> nested = Class.forName(EngineContract.class.getName() + "$" + group);
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectNestedClass(List.of(Mutant.class), nested))
        .execute()
        .testEvents()
        .failed()
        .stream()
        .map(event -> event.getTestDescriptor().getSource().orElseThrow())
        .map(source -> ((MethodSource) source).getMethodName())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({
    "OUTPUTS, Inference, infersAConvolutionalNetwork",
    "GRADIENTS, Training, findsTheGradientsOfAConvolutionalNetwork",
    "NEVER_CLOSES, Lifecycle, closesInferenceOnceAndForAll",
    "NEVER_CLOSES, Lifecycle, refusesToTrainAfterClosing",
    "RESTORES_NOTHING, Restoring, goesOnBitByBitFromWhereItWas",
    "FREEZES_NOTHING, Freezing, keepsFrozenLayersBitByBitAndTrainsTheOthers"
  })
  void isTold(WrongEngine.Fault by, String group, String test) throws ClassNotFoundException {
    assertThat(failing(by, group)).contains(test);
  }

  @ParameterizedTest
  @CsvSource({"Inference", "Training", "Lifecycle", "Restoring", "Freezing"})
  void aRightEngineFailsInNone(String group) throws ClassNotFoundException {
    assertThat(failing(WrongEngine.Fault.NONE, group)).isEmpty();
  }
}
