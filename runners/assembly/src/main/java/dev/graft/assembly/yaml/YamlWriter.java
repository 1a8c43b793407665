package dev.graft.assembly.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes plain data as YAML 1.2 that reads as the same data again. */
public final class YamlWriter {
  private YamlWriter() {}

  /**
   * Writes a document. What holds no further lists or mappings stands on one line.
   *
   * @param document maps, lists, texts, numbers and booleans; anything else is written as its text
   */
  public static String write(Map<String, ?> document) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.AUTO)
            .setSchema(new CoreSchema())
            .setWidth(10_000)
            .setSplitLines(false)
            .build();
    return new Dump(settings).dumpToString(plain(document));
  }

  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((key, item) -> copy.put((String) key, plain(item)));
      return copy;
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(plain(item)));
      return copy;
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
