package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.api.metric.Metric;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.assembly.Graft;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No component of Graft's own goes without the contract of its kind. */
class EveryComponentHasAContractTest {
  private static final Pattern NAME = Pattern.compile("^(?:\\{type: )?(\\w+)");

  static Stream<Arguments> kinds() {
    return Stream.of(
        arguments(Backbone.class, BackboneContractsTest.class),
        arguments(Head.class, HeadContractsTest.class),
        arguments(Loss.class, LossContractsTest.class),
        arguments(Augmentation.class, AugmentationContractsTest.class),
        arguments(Metric.class, MetricContractsTest.class),
        arguments(Optimizer.class, OptimizerContractsTest.class),
        arguments(LearningRateSchedule.class, ScheduleContractsTest.class));
  }

  /** Networks of other libraries' files, which are tested where there are such files. */
  private static final Set<String> IMPORTED = Set.of("saved_model", "torchscript", "djl_zoo");

  @ParameterizedTest
  @MethodSource("kinds")
  void isHeldToIt(Class<?> kind, Class<?> contracts) {
    assertThat(Graft.fromClassPath().components().names(kind))
        .filteredOn(name -> !IMPORTED.contains(name))
        .isNotEmpty()
        .isSubsetOf(held(contracts).toList());
  }

  private static Stream<String> held(Class<?> contracts) {
    String[] values =
        Optional.ofNullable(contracts.getAnnotation(ValueSource.class))
            .map(ValueSource::strings)
            .orElseGet(() -> contracts.getAnnotation(CsvSource.class).value());
    return Arrays.stream(values)
        .map(NAME::matcher)
        .filter(Matcher::find)
        .map(name -> name.group(1));
  }
}
