package dev.graft.assembly.schema;

import dev.graft.api.plugin.Setting;
import dev.graft.assembly.binding.SettingForm;
import dev.graft.assembly.binding.SettingRange;
import java.util.Optional;

/** What there is to tell about a setting, as editors show it. */
final class SettingText {
  private SettingText() {}

  /**
   * Its description, what it takes, what it is if left out, and an example.
   *
   * @param standard the default of its place, if that is not its own
   */
  static String of(SettingForm form, Setting setting, boolean required, Optional<?> standard) {
    StringBuilder text = new StringBuilder(setting.value());
    text.append("\n\nTakes ").append(SettingRange.expected(form, Optional.of(setting))).append('.');
    if (takesPath(form)) {
      text.append(" Paths begin at this file's folder, and may hold ${env:NAME}.");
    }
    String otherwise = standard.map(Object::toString).orElse(setting.defaultValue());
    if (required) {
      text.append(" Must be given.");
    } else if (!otherwise.isEmpty()) {
      text.append(" If left out: ").append(otherwise);
    }
    if (!setting.example().isEmpty()) {
      text.append("\n\nExample: ").append(setting.example());
    }
    return text.toString();
  }

  private static boolean takesPath(SettingForm form) {
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      return takesPath(optional.form());
    }
    if (form instanceof SettingForm.ListOf list) {
      return takesPath(list.items());
    }
    return form instanceof SettingForm.FilePath || form instanceof SettingForm.NameOrPath;
  }
}
