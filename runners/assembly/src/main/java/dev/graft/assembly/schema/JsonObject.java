package dev.graft.assembly.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object whose members keep their order, so that a schema's text is always the same. */
final class JsonObject {
  private JsonObject() {}

  /**
   * An object.
   *
   * @param keysAndValues a key, its value, the next key, …
   */
  static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}
