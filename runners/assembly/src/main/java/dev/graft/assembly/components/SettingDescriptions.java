package dev.graft.assembly.components;

import dev.graft.api.plugin.Setting;
import dev.graft.assembly.binding.FlatRecord;
import dev.graft.assembly.binding.SettingForm;
import dev.graft.assembly.binding.SettingName;
import dev.graft.assembly.binding.SettingRange;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** Reads the descriptions of settings from their record. */
public final class SettingDescriptions {
  private SettingDescriptions() {}

  /** The settings of a record, in order. */
  public static List<SettingDescription> of(Class<? extends Record> settings) {
    return of(FlatRecord.settings(settings).toList());
  }

  private static List<SettingDescription> of(List<RecordComponent> settings) {
    return settings.stream().map(SettingDescriptions::describe).toList();
  }

  private static SettingDescription describe(RecordComponent component) {
    String name = SettingName.of(component.getName());
    SettingForm form = SettingForm.of(component.getGenericType());
    Setting setting = component.getAnnotation(Setting.class);
    if (setting == null) {
      return new SettingDescription(
          name, form.describe(), !form.isOptional(), "", "", "", "", "", below(form));
    }
    return new SettingDescription(
        name,
        form.describe(),
        !form.isOptional() && setting.defaultValue().isEmpty(),
        setting.defaultValue(),
        SettingRange.describe(setting),
        setting.unit(),
        setting.example(),
        setting.value(),
        below(form));
  }

  private static List<SettingDescription> below(SettingForm form) {
    if (form instanceof SettingForm.MayBeLeftOut optional) {
      return below(optional.form());
    }
    if (form instanceof SettingForm.ListOf list) {
      return below(list.items());
    }
    if (form instanceof SettingForm.OfKindAndMore component) {
      return of(component.beside());
    }
    return form instanceof SettingForm.Mapping mapping ? of(mapping.settings()) : List.of();
  }
}
