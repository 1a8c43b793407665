package dev.graft.assembly.components;

import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.plugin.Setting;
import dev.graft.assembly.binding.FlatRecord;
import dev.graft.assembly.binding.SettingName;
import dev.graft.assembly.binding.SettingRange;
import dev.graft.assembly.binding.SettingType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;

/** Reads the descriptions of settings from their record. */
public final class SettingDescriptions {
  private SettingDescriptions() {}

  /** The settings of a record, in order. */
  public static List<SettingDescription> of(Class<? extends Record> settings) {
    return FlatRecord.settings(settings).map(SettingDescriptions::describe).toList();
  }

  private static SettingDescription describe(RecordComponent component) {
    String name = SettingName.of(component.getName());
    Type type = component.getGenericType();
    Setting setting = component.getAnnotation(Setting.class);
    boolean optional = SettingType.isOptional(type);
    if (setting == null) {
      return new SettingDescription(
          name, SettingType.describe(type), !optional, "", "", "", "", "", below(type));
    }
    return new SettingDescription(
        name,
        SettingType.describe(type),
        !optional && setting.defaultValue().isEmpty(),
        setting.defaultValue(),
        SettingRange.describe(setting),
        setting.unit(),
        setting.example(),
        setting.value(),
        below(type));
  }

  private static List<SettingDescription> below(Type type) {
    if (type instanceof ParameterizedType generic) {
      return below(generic.getActualTypeArguments()[0]);
    }
    return type instanceof Class<?> plain
            && plain.isRecord()
            && plain != HeightWidth.class
            && plain != NamedLayer.class
        ? of(plain.asSubclass(Record.class))
        : List.of();
  }
}
