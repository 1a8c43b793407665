package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Setting;
import dev.graft.assembly.Graft;
import dev.graft.assembly.binding.FlatRecord;
import dev.graft.assembly.binding.SettingForm;
import dev.graft.assembly.binding.SettingName;
import dev.graft.assembly.components.InstalledPlugin;
import dev.graft.assembly.experiment.ExperimentSettings;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Editors, messages and reference pages have nothing but what stands at the settings: each of
 * Graft's own says what it is, a number its range, and what must be given an example.
 */
class SettingsAreDescribedTest {
  /** Numbers of any sign and size: factors and summands of pixel values, and a seed. */
  private static final Set<String> ANY_NUMBER = Set.of("scale", "offset", "mean", "seed");

  /** A setting, with the path by which it is found. */
  private record Described(String path, RecordComponent component) {
    Setting setting() {
      return component.getAnnotation(Setting.class);
    }

    SettingForm form() {
      return SettingForm.of(component.getGenericType());
    }

    String name() {
      return SettingName.of(component.getName());
    }

    @Override
    public String toString() {
      return path;
    }
  }

  static List<Described> settings() {
    List<Described> all = new ArrayList<>();
    collect("", FlatRecord.settings(ExperimentSettings.class), all);
    try (Graft graft = Graft.fromClassPath()) {
      for (InstalledPlugin plugin : graft.components().plugins()) {
        for (Component<?> component : plugin.components()) {
          collect(
              plugin.id() + "/" + component.name() + ": ",
              FlatRecord.settings(component.settings()),
              all);
        }
      }
    }
    return all;
  }

  private static void collect(String path, Stream<RecordComponent> settings, List<Described> all) {
    settings.forEach(
        component -> {
          Described setting = new Described(path + SettingName.of(component.getName()), component);
          all.add(setting);
          below(setting.form(), setting.path() + ".", all);
        });
  }

  private static void below(SettingForm form, String path, List<Described> all) {
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      below(optional.form(), path, all);
    } else if (form instanceof SettingForm.ListOf list) {
      below(list.items(), path, all);
    } else if (form instanceof SettingForm.Mapping mapping) {
      collect(path, FlatRecord.settings(mapping.settings()), all);
    } else if (form instanceof SettingForm.OfKindAndMore component) {
      collect(path, component.beside().stream(), all);
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void saysWhatItIs(Described described) {
    assertThat(described.setting()).as("@Setting").isNotNull();
    assertThat(described.setting().value()).matches("(?s)[A-Z0-9].*[.]").doesNotContain("  ");
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aNumberHasARange(Described described) {
    Setting setting = described.setting();
    boolean bounded =
        setting.min() != Double.NEGATIVE_INFINITY || setting.max() != Double.POSITIVE_INFINITY;

    assertThat(bounded || !isNumber(described.form()) || ANY_NUMBER.contains(described.name()))
        .as("min or max of a number, or its name among those of any size")
        .isTrue();
    assertThat(setting.min()).isLessThanOrEqualTo(setting.max());
    assertThat(setting.unit().isEmpty() || isNumber(described.form()) || isSides(described.form()))
        .as("unit")
        .isTrue();
  }

  private static boolean isSides(SettingForm form) {
    return form instanceof SettingForm.MayBeLeftOut optional
        ? isSides(optional.form())
        : form instanceof SettingForm.Sides;
  }

  private static boolean isNumber(SettingForm form) {
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      return isNumber(optional.form());
    }
    if (form instanceof SettingForm.ListOf list) {
      return isNumber(list.items());
    }
    return form instanceof SettingForm.WholeNumber || form instanceof SettingForm.RealNumber;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatMustBeGivenHasAnExample(Described described) {
    Setting setting = described.setting();
    List<Described> below = new ArrayList<>();
    below(described.form(), "", below);

    // Those of a mapping's settings are its own.
    if (!described.form().isOptional() && setting.defaultValue().isEmpty() && below.isEmpty()) {
      assertThat(setting.example()).isNotEmpty();
    }
  }

  @Test
  void allKindsOfSettingsAreLookedAt() {
    assertThat(settings())
        .extracting(Described::path)
        .contains(
            "seed",
            "backbone.engine",
            "training.rates.factor",
            "fine_tuning.gradual_unfreezing.stages",
            "augmentations/rotate: fill_value",
            "training/adam: beta_1",
            "layers/conv2d: kernel_size")
        .hasSizeGreaterThan(150);
  }
}
