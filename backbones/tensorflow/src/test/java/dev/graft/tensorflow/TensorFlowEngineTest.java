package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.ProblemException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class TensorFlowEngineTest {
  private final Engine engine = new TensorFlowEngine();

  @Test
  void tellsItsVersion() {
    assertThat(engine.description()).matches("TensorFlow 2\\.\\d+\\.\\d+");
  }

  @Test
  void theCpuIsItsFirstDevice() {
    assertThat(engine.devices()).startsWith(Device.cpu());
  }

  @Test
  void aDeviceThatIsNotThereIsAProblemThatListsThoseThatAre() {
    Architecture cnn = Networks.cnn();
    Placement placement = new Placement(new Device(Device.Kind.GPU, 63, "GPU"), 2);

    assertThatThrownBy(() -> engine.infer(cnn, Networks.weights(cnn, 1), placement))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("engine tensorflow: TensorFlow sees no GPU 63; expected CPU");
  }

  @Test
  void isFoundByItsName() {
    assertThat(ServiceLoader.load(Plugin.class))
        .filteredOn(TensorFlowPlugin.class::isInstance)
        .flatMap(Plugin::components)
        .filteredOn(component -> component.kind().equals(Engine.class))
        .singleElement()
        .satisfies(component -> assertThat(component.name()).isEqualTo("tensorflow"));
  }
}
