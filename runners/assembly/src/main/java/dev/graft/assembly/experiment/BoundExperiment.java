package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.data.Dataset;
import dev.graft.api.data.ImageInput;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.yaml.Problems;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An experiment file whose settings are bound, each for itself: whether they go together is not
 * looked at yet.
 *
 * @param file the experiment file
 * @param binder binds what else belongs to it
 * @param sections the bound sections
 * @param checks look at what goes together
 * @param findings what is found so far; gets what is found next
 * @param factory made the components; closed with this
 */
record BoundExperiment(
    Path file,
    SettingsBinder binder,
    Sections sections,
    NetworkChecks checks,
    Findings findings,
    ComponentFactory factory)
    implements AutoCloseable {

  /** What is wrong. */
  Problems problems() {
    return findings.problems();
  }

  /** The folder that the file lies in. */
  Path folder() {
    return file.toAbsolutePath().normalize().getParent();
  }

  /** How images come, if the dataset is right and can tell. */
  Optional<ImageInput> input() {
    Bound<?> data = sections.at("data");
    return data.cleanValue(Dataset.class).flatMap(found -> checks.input(found, data));
  }

  /** The backbone component, less engine, weights and freeze. */
  Bound<?> layers() {
    return sections.in(sections.at("backbone"), "backbone");
  }

  /** A setting beside the backbone's own. */
  Bound<?> besideLayers(String key) {
    return sections.in(sections.at("backbone"), key);
  }

  /** The backbone's network for images, if both are right. */
  Optional<Architecture> body(Optional<ImageInput> input) {
    return input.flatMap(
        images ->
            layers()
                .cleanValue(Backbone.class)
                .flatMap(found -> checks.body(found, images.size(), layers())));
  }

  /** The published weights that it begins with, if it does. */
  Optional<PublishedWeights> published() {
    return checks.published(besideLayers("weights"), layers(), body(input()));
  }

  @Override
  public void close() {
    factory.close();
  }
}
