package dev.graft.api.plugin;

import dev.graft.api.Stable;

/**
 * Something an experiment file can name with {@code type: name}.
 *
 * <p>The component's class has one constructor, annotated {@link jakarta.inject.Inject} unless it
 * is the only one; it is not private. Its parameters may be, in any order:
 *
 * <ul>
 *   <li>the settings record;
 *   <li>{@link dev.graft.api.Labels}, the classes; {@link dev.graft.api.ImageSize}, the size of the
 *       images; and {@link dev.graft.api.random.Randomness}, which has the experiment's seed. They
 *       are known where an experiment file names the component, and not to those that are made
 *       before the data is read: datasets, engines, readers and catalogues of weights;
 *   <li>an {@code org.slf4j.Logger}, named for the class;
 *   <li>{@link dev.graft.api.runner.TrainingLoop}, for runners;
 *   <li>what the component's own plugin provides ({@link Plugin#provides}).
 * </ul>
 *
 * <p>Nothing else is injected, and nothing into fields or methods. What asks for more is told to
 * the user as a problem. A constructor only keeps what it is given, and does no work: it is called
 * when an experiment file is checked, too. It refuses settings with an {@link
 * IllegalArgumentException} or a {@link SettingException}. A class that is itself the settings
 * record (as layers are) is bound directly.
 *
 * @param kind the extension point: {@code Backbone.class}, {@code Head.class}, {@code Layer.class},
 *     …
 * @param name name in experiment files: lower-case letters, digits and underscores
 * @param type the class that is made
 * @param settings its settings; {@link NoSettings} if it has none; {@code type} itself for a record
 *     that is its own settings
 * @param description one sentence for people
 * @since 0.1
 */
@Stable
public record Component<K>(
    Class<K> kind,
    String name,
    Class<? extends K> type,
    Class<? extends Record> settings,
    String description) {
  /** Checks the name. */
  public Component {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "a component's name is lower-case letters, digits and underscores, found '" + name + "'");
    }
  }

  /** A component with settings. */
  public static <K> Component<K> of(
      Class<K> kind,
      String name,
      Class<? extends K> type,
      Class<? extends Record> settings,
      String description) {
    return new Component<>(kind, name, type, settings, description);
  }

  /** A component without settings. */
  public static <K> Component<K> of(
      Class<K> kind, String name, Class<? extends K> type, String description) {
    return new Component<>(kind, name, type, NoSettings.class, description);
  }

  /** A component that is its own settings record. */
  public static <K, R extends Record> Component<K> ofRecord(
      Class<K> kind, String name, Class<R> type, String description) {
    return new Component<>(kind, name, type.asSubclass(kind), type, description);
  }
}
