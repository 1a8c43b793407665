package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.problem.ProblemException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
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
        .singleElement()
        .satisfies(
            component -> {
              assertThat(component.name()).isEqualTo("tensorflow");
              assertThat(component.kind()).isEqualTo(Engine.class);
            });
  }

  @Test
  void aMissingNativeLibraryIsAProblemAndNotALinkageError() throws Exception {
    try (URLClassLoader withoutNatives = withoutNatives()) {
      Object other =
          withoutNatives
              .loadClass(TensorFlowEngine.class.getName())
              .getDeclaredConstructor()
              .newInstance();
      for (String method : new String[] {"description", "devices", "description"}) {
        assertThatThrownBy(() -> other.getClass().getMethod(method).invoke(other))
            .isInstanceOf(InvocationTargetException.class)
            .cause()
            .satisfies(
                problem ->
                    assertThat(problem.getClass().getName())
                        .isEqualTo(ProblemException.class.getName()))
            .hasMessageStartingWith("engine tensorflow: TensorFlow's native library for ")
            .hasMessageContaining("cannot be loaded")
            .hasMessageContaining("expected org.tensorflow:tensorflow-core-native with the class");
      }
    }
  }

  /** This test's class path without the jar of natives, apart from this test's own classes. */
  private static URLClassLoader withoutNatives() {
    URL[] urls =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry -> !entry.matches(".*tensorflow-core-native-.*(linux|macosx|windows).*jar"))
            .map(entry -> url(Path.of(entry)))
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
