package dev.graft.api.architecture;

import dev.graft.api.Stable;
import dev.graft.api.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Which published weights are right for a network.
 *
 * @param variant whose form it has
 * @param choosable whether its backbone has a setting {@code variant}, so that there is the other
 *     form, too
 * @param moduleNames what libraries of PyTorch models call its layers; none in Keras's form, whose
 *     layers have Keras's names
 * @since 0.1
 */
@Stable
public record Origin(Variant variant, boolean choosable, List<ModuleNames> moduleNames) {
  /** Copies the list. */
  public Origin {
    moduleNames = List.copyOf(moduleNames);
  }

  /** A network in Keras's form, the only one there is. */
  public static Origin keras() {
    return new Origin(Variant.KERAS, false, List.of());
  }

  /** A network in Keras's form, of a backbone with a setting {@code variant}. */
  public static Origin kerasOfTwo() {
    return new Origin(Variant.KERAS, true, List.of());
  }

  /** A network in PyTorch's form, of a backbone with a setting {@code variant}. */
  public static Origin pytorch(ModuleNames... names) {
    return new Origin(Variant.PYTORCH, true, List.of(names));
  }

  /**
   * What is wrong with weights of a variant for a network of this origin, if anything.
   *
   * @param file the weights file, for the message
   * @param network the network's name
   * @param found whose form the file's weights are for
   */
  public Optional<Problem> problemWith(String file, String network, Variant found) {
    if (found == variant) {
      return Optional.empty();
    }
    Problem problem =
        Problem.at(
                file,
                "holds weights in %s's form, but network '%s' has %s's, which pads, normalises and"
                        .formatted(found, network, variant)
                    + " scales its images in another way")
            .expecting("weights in " + variant + "'s form");
    return Optional.of(
        choosable
            ? problem.withRemedy("set 'variant: %s' in the backbone".formatted(found.setting()))
            : problem);
  }
}
