package dev.graft.assembly.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.head.Head;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layer.Padding;
import dev.graft.api.loss.Loss;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.plugin.Setting;
import dev.graft.assembly.binding.NamedOrFile;
import dev.graft.assembly.binding.SettingForm;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlReader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of every value, for a setting of every type, the schema says the same as the binder. */
class SchemaAndBinderTest {
  private static final Components COMPONENTS =
      Components.discover(SchemaAndBinderTest.class.getClassLoader());

  /** Settings of every form, each in a file of its own; {@code s} is the key. */
  private static final List<Class<? extends Record>> RECORDS =
      List.of(
          Whole.class,
          Ranged.class,
          Big.class,
          Real.class,
          Open.class,
          Degrees.class,
          Truth.class,
          Word.class,
          Place.class,
          Choice.class,
          Window.class,
          LargeWindow.class,
          Frozen.class,
          Numbers.class,
          Words.class,
          Paths.class,
          Freezes.class,
          Section.class,
          Sections.class,
          AHead.class,
          AnOptimizer.class,
          SlowOptimizer.class,
          Augmentations.class,
          Layers.class,
          ALayer.class,
          WithDefault.class,
          MaybeWord.class,
          MaybeWhole.class,
          MaybeBig.class,
          MaybeReal.class,
          MaybePlace.class,
          MaybeNamed.class,
          MaybeFrozen.class,
          MaybeLoss.class,
          MaybeNumbers.class,
          MaybeSection.class);

  private static final List<String> VALUES =
      List.of(
          "",
          "~",
          "true",
          "false",
          "yes",
          "0",
          "1",
          "2",
          "3",
          "10",
          "11",
          "-1",
          "0.5",
          "1.5",
          "-0.1",
          "180",
          "180.5",
          "2147483647",
          "2147483648",
          "-2147483649",
          "9999999999",
          "word",
          "''",
          "' '",
          "'1'",
          "a/b.h5",
          "~/b.h5",
          "'a/$b'",
          "'${HOME}/b'",
          "'${env:HOME}/b'",
          "'${env:UNSET:-b}/${env:UNSET:-}c'",
          "'${env:UNSET:-b'",
          "['a', '${env:HOME}/b']",
          "2024-01-01",
          "same",
          "valid",
          "Same",
          "none",
          "all",
          "All",
          "imagenet",
          "[]",
          "[1]",
          "[1, 2]",
          "[3, 4]",
          "[1, 2, 3]",
          "[0, 2]",
          "[1.5, 2]",
          "[a, b]",
          "[a, 1]",
          "[true]",
          "[~]",
          "[[1]]",
          "[[1, 2], 3]",
          "{}",
          "{until: x}",
          "{until: 3}",
          "{until: '${env:HOME}'}",
          "{until: true}",
          "{layers: 3}",
          "{layers: x}",
          "{layers: 1, until: x}",
          "{until: x, more: y}",
          "[all, none]",
          "[all, {until: x}]",
          "{a: 1}",
          "{a: x}",
          "{a: 1, b: word}",
          "{a: 1, c: 2}",
          "{b: word}",
          "[{a: 1}, {a: 2, b: x}]",
          "[{a: 1}, {b: x}]",
          "[a: 1, 3]",
          "logit",
          "{type: logit}",
          "{type: logit, dropout: 0.2}",
          "{type: logit, dropout: 1}",
          "{type: logit, dropout: }",
          "{type: logit, pooling: max}",
          "{type: softmax, threshold: 0.4}",
          "{type: lgit}",
          "heads/logit",
          "{type: heads/logit, dropout: 0.2}",
          "{type: heads/logit, pooling: max}",
          "{type: training/logit}",
          "{type: heads/lgit}",
          "training/adam",
          "{type: training/adam, learning_rate: 0.1}",
          "{type: '${env:HOME}'}",
          "{type: 3}",
          "{type: }",
          "{type: [logit]}",
          "softmax",
          "{dropout: 0.1}",
          "adam",
          "{type: adam}",
          "{type: adam, learning_rate: 0.1}",
          "{learning_rate: 0.1}",
          "{learning_rate: 0}",
          "{beta_1: 0.5, epsilon: 1}",
          "{momentum: 0.9}",
          "{type: sgd, momentum: 0.9}",
          "[adam]",
          "flip",
          "{type: flip}",
          "[flip]",
          "[flip, {type: flip, direction: both}]",
          "rotate",
          "[rotate]",
          "[{type: rotate}]",
          "[{type: rotate, degrees: 20}]",
          "[{type: rotate, degrees: 200}]",
          "{type: rotate, degrees: 20, fill: wrap}",
          "{typ: flip}",
          "[{type: flip, direction: Both}]",
          "flatten",
          "[flatten]",
          "{type: flatten, name: f}",
          "{type: conv2d, filters: 2, kernel_size: 3}",
          "{type: conv2d, filters: 2}",
          "[{type: conv2d, filters: 2, kernel_size: [3, 1], name: stem}]",
          "[{type: conv2d, filters: 2, kernel_size: [3], name: stem}]",
          "[{type: conv2d, filters: 0, kernel_size: 3}]",
          "[{name: stem}]",
          "mean_squared_error",
          "binary_cross_entropy",
          "{type: binary_cross_entropy, label_smoothing: 0.1}");

  static List<Class<? extends Record>> records() {
    return RECORDS;
  }

  /** A file of one setting. */
  private record File(String yaml, boolean taken, List<String> schemaSays) {}

  private static File file(
      Class<? extends Record> record, JsonSchemaValidator schema, String yaml) {
    Problems problems = new Problems();
    YamlMapping mapping = (YamlMapping) YamlReader.read("f", yaml, problems).orElseThrow();
    assertThat(problems.isEmpty()).as(yaml).isTrue();
    SettingsBinder binder =
        new SettingsBinder(COMPONENTS, new ComponentFactory(none -> {}), Path.of(""), problems);
    binder.record(record, mapping, "");
    return new File(yaml, problems.isEmpty(), schema.problems(mapping));
  }

  @ParameterizedTest
  @MethodSource("records")
  void theSchemaTakesWhatTheBinderTakes(Class<? extends Record> record) {
    JsonSchemaValidator schema = new JsonSchemaValidator(ExperimentSchema.of(COMPONENTS, record));
    List<String> both = new ArrayList<>();
    List<String> differ = new ArrayList<>();
    List<String> files = new ArrayList<>(VALUES.stream().map(value -> "s: " + value).toList());
    files.add("{}");
    files.add("t: 1");
    for (String yaml : files) {
      File file = file(record, schema, yaml);
      if (file.taken() == file.schemaSays().isEmpty()) {
        both.add(yaml);
      } else if (!isEmptyScalar(record, yaml)) {
        differ.add(
            yaml
                + (file.taken()
                    ? ": refused by the schema alone " + file.schemaSays()
                    : ": taken by the schema alone"));
      }
    }

    assertThat(differ).isEmpty();
    assertThat(both).hasSizeGreaterThan(VALUES.size() - 3);
  }

  /** An editor had better ask for a value where the binder takes the default. */
  private static boolean isEmptyScalar(Class<? extends Record> record, String yaml) {
    return yaml.equals("s: {type: logit, dropout: }")
        || (List.of("s: ", "s: ~").contains(yaml)
            && SettingForm.of(record.getRecordComponents()[0].getGenericType()).isScalar());
  }

  /** What is never taken, or always, would be no test of the others. */
  @ParameterizedTest
  @MethodSource("records")
  void someValuesAreTakenAndSomeNot(Class<? extends Record> record) {
    JsonSchemaValidator schema = new JsonSchemaValidator(ExperimentSchema.of(COMPONENTS, record));

    assertThat(VALUES.stream().map(value -> file(record, schema, "s: " + value).taken()))
        .contains(true, false);
  }

  @Test
  void everyFormIsInTheTable() {
    Set<String> forms = new TreeSet<>();
    for (Class<? extends Record> record : RECORDS) {
      for (RecordComponent component : record.getRecordComponents()) {
        collect(SettingForm.of(component.getGenericType()), forms);
      }
    }

    assertThat(forms)
        .containsExactlyInAnyOrderElementsOf(
            new LinkedHashSet<>(
                Arrays.stream(SettingForm.class.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .toList()));
  }

  private static void collect(SettingForm form, Set<String> forms) {
    forms.add(form.getClass().getSimpleName());
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      collect(optional.form(), forms);
    } else if (form instanceof SettingForm.ListOf list) {
      collect(list.items(), forms);
    }
  }

  record Whole(@Setting("S.") int s) {}

  record Ranged(@Setting(value = "S.", min = 1, max = 10) int s) {}

  record Big(@Setting("S.") long s) {}

  record Real(@Setting("S.") double s) {}

  record Open(
      @Setting(value = "S.", min = 0, minExclusive = true, max = 1.5, maxExclusive = true)
          double s) {}

  record Degrees(@Setting(value = "S.", min = 0, max = 180, unit = "degrees") double s) {}

  record Truth(@Setting("S.") boolean s) {}

  record Word(@Setting("S.") String s) {}

  record Place(@Setting("S.") Path s) {}

  record Choice(@Setting("S.") Padding s) {}

  record Window(@Setting("S.") HeightWidth s) {}

  record LargeWindow(@Setting(value = "S.", min = 3) HeightWidth s) {}

  record Frozen(@Setting("S.") Freeze s) {}

  record Numbers(@Setting(value = "S.", min = 1, max = 3) List<Double> s) {}

  record Words(@Setting("S.") List<String> s) {}

  record Paths(@Setting("S.") List<Path> s) {}

  record Freezes(@Setting("S.") List<Freeze> s) {}

  record Below(@Setting("A.") int a, @Setting(value = "B.", example = "word") Optional<String> b) {}

  record Section(@Setting("S.") Below s) {}

  record Sections(@Setting("S.") List<Below> s) {}

  record AHead(@Setting("S.") Head s) {}

  record AnOptimizer(@Setting(value = "S.", defaultValue = "adam") Optimizer s) {}

  record SlowOptimizer(
      @Setting(value = "S.", defaultValue = "{type: adam, learning_rate: 0.0001}") Optimizer s) {}

  record Augmentations(@Setting(value = "S.", defaultValue = "[]") List<Augmentation> s) {}

  record Layers(@Setting("S.") List<NamedLayer> s) {}

  record ALayer(@Setting("S.") NamedLayer s) {}

  record WithDefault(@Setting(value = "S.", defaultValue = "3", max = 10) int s) {}

  record MaybeWord(@Setting("S.") Optional<String> s) {}

  record MaybeWhole(@Setting(value = "S.", min = 0) OptionalInt s) {}

  record MaybeBig(@Setting("S.") OptionalLong s) {}

  record MaybeReal(@Setting("S.") OptionalDouble s) {}

  record MaybePlace(@Setting("S.") Optional<Path> s) {}

  record MaybeNamed(@Setting("S.") Optional<NamedOrFile> s) {}

  record MaybeFrozen(@Setting("S.") Optional<Freeze> s) {}

  record MaybeLoss(@Setting("S.") Optional<Loss> s) {}

  record MaybeNumbers(@Setting("S.") Optional<List<Integer>> s) {}

  record MaybeSection(@Setting("S.") Optional<Below> s) {}
}
