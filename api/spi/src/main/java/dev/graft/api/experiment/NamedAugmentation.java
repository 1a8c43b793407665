package dev.graft.api.experiment;

import dev.graft.api.Evolving;
import dev.graft.api.augmentation.Augmentation;

/**
 * An augmentation in its place in the list.
 *
 * @param name what its draws are made for, so that two of a kind draw differently: {@code 0:flip}
 * @param augmentation the augmentation
 * @since 0.1
 */
@Evolving
public record NamedAugmentation(String name, Augmentation augmentation) {}
