package dev.graft.engines;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.testkit.AugmentationContract;
import java.util.Optional;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** Graft's augmentations, held to what everybody's augmentations are held to. */
@ParameterizedClass(name = "{0}")
@CsvSource(
    delimiter = '|',
    value = {
      "flip                                          | {type: flip, probability: 0}",
      "{type: flip, direction: both}                 | {type: flip, probability: 0}",
      "{type: rotate, degrees: 40}                   | {type: rotate, degrees: 0}",
      "{type: rotate, degrees: 180, fill: reflect}   | {type: rotate, degrees: 0}",
      "{type: shear, degrees: 11.5}                  | {type: shear, degrees: 0}",
      "{type: zoom, range: 0.2}                      | {type: zoom, min: 1, max: 1}",
      "{type: zoom, min: 0.5, max: 1, fill: wrap}    | {type: zoom, range: 0}",
      "{type: shift, width: 0.1, height: 0.2}        | {type: shift, width: 0, height: 0}",
    })
class AugmentationContractsTest extends AugmentationContract {
  private static final ComponentVariants VARIANTS = new ComponentVariants();

  @Parameter(0)
  private String yaml;

  @Parameter(1)
  private String withoutEffect;

  @Override
  protected Augmentation augmentation() {
    return VARIANTS.make(Augmentation.class, yaml);
  }

  @Override
  protected Optional<Augmentation> withoutEffect() {
    return Optional.of(VARIANTS.make(Augmentation.class, withoutEffect));
  }
}
