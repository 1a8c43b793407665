package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.engine.Engine;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import dev.graft.assembly.binding.NamedOrFile;
import java.util.Optional;

/**
 * The section {@code backbone}: the component's own settings, and these beside them.
 *
 * @param backbone the backbone
 * @param engine what computes
 * @param weights where its weights come from; empty for initial values
 * @param freeze which layers are frozen in {@code training}; if left out, those of the last phase
 *     of the run that {@code start_from} names; without one all if there are weights, else none
 */
public record BackboneSettings(
    @Flat @Setting("The backbone.") Backbone backbone,
    @Setting(value = "What computes.", defaultValue = "tensorflow") Engine engine,
    @Setting(
            value =
                "A file with the backbone's weights, the name of published ones, or none for initial"
                    + " values.",
            defaultValue = "none",
            example = "imagenet")
        Optional<NamedOrFile> weights,
    @Setting(
            value =
                "Which layers keep what they know during training. If left out: with start_from as"
                    + " in that run's last phase; else all if there are weights, or none.",
            example = "{until: block_12_add}")
        Optional<Freeze> freeze) {}
