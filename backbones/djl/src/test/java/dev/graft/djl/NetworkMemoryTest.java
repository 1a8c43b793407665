package dev.graft.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.api.engine.Placement;
import dev.graft.api.weights.FloatTensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkMemoryTest {
  @BeforeAll
  static void load() {
    new NativeLibrary().load();
  }

  @Test
  void whatIsComputedIsFreedWhateverItHangsOn() {
    try (NetworkMemory memory = new NetworkMemory("net", Placement.cpu(1))) {
      TensorStore store = new TensorStore(memory.manager());
      store.set("a", new FloatTensor(dev.graft.api.Shape.of(2), new float[] {1, 2}));
      int before = memory.manager().getManagedArrays().size();
      NDArray[] seen = new NDArray[3];

      float[] sum =
          memory.compute(
              manager -> {
                seen[0] = manager.ones(new Shape(2));
                seen[1] = store.get("a").add(seen[0]); // attached to the network's manager
                seen[2] = seen[0].add(store.get("a"));
                return HostTensors.read(seen[1]);
              });

      assertThat(sum).containsExactly(2, 3);
      assertThat(seen).allMatch(NDArray::isReleased);
      assertThat(memory.manager().getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void whatAnExceptionLeavesIsFreed() {
    try (NetworkMemory memory = new NetworkMemory("net", Placement.cpu(1))) {
      NDArray[] seen = new NDArray[1];

      assertThatThrownBy(
              () ->
                  memory.compute(
                      manager -> {
                        seen[0] = manager.ones(new Shape(2));
                        throw new IllegalStateException("no more");
                      }))
          .hasMessage("no more");
      assertThat(seen[0].isReleased()).isTrue();
    }
  }

  @Test
  void aReplacedTensorMayBeTheOldOneOfAnother() {
    try (NetworkMemory memory = new NetworkMemory("net", Placement.cpu(1))) {
      TensorStore store = new TensorStore(memory.manager());
      store.set("a", new FloatTensor(dev.graft.api.Shape.of(1), new float[] {1}));
      store.set("b", new FloatTensor(dev.graft.api.Shape.of(1), new float[] {2}));

      memory.compute(
          manager -> {
            store.replaceAll(java.util.Map.of("a", store.get("b"), "b", store.get("a")));
            return null;
          });

      assertThat(store.read().tensors().get("a").values()).containsExactly(2);
      assertThat(store.read().tensors().get("b").values()).containsExactly(1);
    }
  }

  @Test
  void closingFreesWhatTheNetworkKeeps() {
    NetworkMemory memory = new NetworkMemory("net", Placement.cpu(1));
    TensorStore store = new TensorStore(memory.manager());
    store.set("a", new FloatTensor(dev.graft.api.Shape.of(1), new float[] {1}));
    NDArray kept = store.get("a");

    memory.close();

    assertThat(kept.isReleased()).isTrue();
    assertThatThrownBy(() -> memory.compute(manager -> 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("network 'net' is closed");
  }
}
