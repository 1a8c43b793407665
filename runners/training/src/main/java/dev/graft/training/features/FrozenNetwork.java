package dev.graft.training.features;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.imported.ImportedLayer;
import dev.graft.api.weights.Weights;
import dev.graft.training.model.ArchitectureJson;
import dev.graft.training.model.LayerTypes;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The frozen part of a network and all that decides what it makes of an image, to the last bit.
 *
 * @param prefix the frozen part, preprocessing included
 * @param weights a value for each of its parameters
 * @param engine computes it
 * @param engineName the engine's name in experiment files
 * @param placement where
 */
public record FrozenNetwork(
    Architecture prefix, Weights weights, Engine engine, String engineName, Placement placement) {

  /**
   * How the records of its features are kept.
   *
   * @param layerTypes all layers there are, to write the network with
   * @param network name of the whole network, for people
   * @param batchSize images that are computed together
   */
  RecordFormat records(LayerTypes layerTypes, String network, int batchSize) {
    Set<Class<?>> code = new LinkedHashSet<>();
    code.add(Architecture.class);
    code.add(FrozenNetwork.class);
    code.add(engine.getClass());
    prefix.nodes().forEach(node -> code.add(node.layer().getClass()));
    String weightsSum = weights.sha256();
    String key =
        String.join(
            "\n",
            "features of pictures, 32-bit floats",
            new ArchitectureJson(layerTypes).write(bare()),
            weightsSum,
            engineName,
            engine.getClass().getName(),
            engine.numerics(placement),
            "batches of " + batchSize,
            Processor.description(),
            CodeVersion.of(code));
    EntryDescription description =
        new EntryDescription(
            EntryDescription.FEATURES,
            network,
            prefix.output(),
            prefix.outputShape().toString(),
            prefix.input().shape().toString(),
            weightsSum.substring(0, 12),
            "%s, %s, threads %d".formatted(engineName, placement.device(), placement.threads()));
    return new RecordFormat(
        Digest.of(key),
        Math.multiplyExact(prefix.outputShape().intSize(), Float.BYTES),
        description.json());
  }

  /**
   * The network without what its features do not depend on: what it is called, and where the files
   * of imported layers lie, whose hashes the layers have.
   */
  private Architecture bare() {
    Architecture.Builder builder = Architecture.builder("frozen", prefix.input());
    for (Node node : prefix.nodes()) {
      builder.add(
          node.name(),
          node.layer() instanceof ImportedLayer layer
              ? layer.withFiles(layer.files().in("files"))
              : node.layer(),
          node.inputs());
    }
    return builder.build(prefix.output());
  }
}
