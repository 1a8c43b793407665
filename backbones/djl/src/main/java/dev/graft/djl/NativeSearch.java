package dev.graft.djl;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds what PyTorch would be loaded from, without touching DJL: whatever does not fit together
 * would make DJL look for a replacement on the network, so it is a problem here.
 *
 * <p>The rules are those of DJL's {@code LibUtils} and {@code Platform}: an environment variable
 * comes before the system property of the same name; a libtorch named by {@code
 * PYTORCH_LIBRARY_PATH} comes before the jars; natives for CUDA come before those for the CPU.
 */
final class NativeSearch {
  /** What the jars of natives have as classifiers. */
  static final SortedSet<String> PLATFORMS =
      Collections.unmodifiableSortedSet(
          new TreeSet<>(List.of("linux-aarch64", "linux-x86_64", "osx-aarch64", "win-x86_64")));

  private static final String ENGINE = "pytorch-engine.properties";
  private static final String JNI = "jnilib/pytorch.properties";
  private static final String NATIVES = "native/lib/pytorch.properties";

  private final Function<String, Optional<String>> settings;
  private final ClassLoader loader;
  private final String platform;
  private final Supplier<Path> cache;

  /**
   * Will look into the environment and the class path of this process.
   *
   * @param loader finds the jars' resources
   * @param cache where DJL unpacks natives; asked for only if DJL is there
   */
  static NativeSearch ofThisProcess(ClassLoader loader, Supplier<Path> cache) {
    return new NativeSearch(
        name ->
            Optional.ofNullable(System.getenv(name))
                .or(() -> Optional.ofNullable(System.getProperty(name)))
                .filter(value -> !value.isEmpty()),
        loader,
        platform(System.getProperty("os.name"), System.getProperty("os.arch")),
        cache);
  }

  private NativeSearch(
      Function<String, Optional<String>> settings,
      ClassLoader loader,
      String platform,
      Supplier<Path> cache) {
    this.settings = settings;
    this.loader = loader;
    this.platform = platform;
    this.cache = cache;
  }

  /** A machine in the words of the jars' classifiers. */
  static String platform(String osName, String osArch) {
    String os =
        osName.startsWith("Win")
            ? "win"
            : osName.startsWith("Mac") ? "osx" : osName.startsWith("Linux") ? "linux" : osName;
    return os + '-' + (osArch.equals("amd64") ? "x86_64" : osArch);
  }

  /**
   * What PyTorch would be loaded from.
   *
   * @throws ProblemException if something is missing, or does not fit to the rest
   */
  NativeSource find() {
    requireClasses();
    requireOffline();
    if (!PLATFORMS.contains(platform)) {
      throw problem(
          Problem.of("there is no PyTorch library for this platform, " + platform)
              .expecting("one of " + PLATFORMS)
              .withRemedy("run Graft on such a machine, or choose another engine"));
    }
    Properties engine = properties(ENGINE).orElseThrow();
    String version = engine.getProperty("pytorch_version");
    requireJni(version + '-' + engine.getProperty("djl_version"));
    requireOverrideIs(version);
    Optional<String> own = settings.apply("PYTORCH_LIBRARY_PATH");
    return own.isPresent() ? ownLibrary(own.get(), version) : bundled(version);
  }

  private void requireClasses() {
    Map<String, String> dependencies = new LinkedHashMap<>();
    dependencies.put("ai.djl:api", "ai/djl/engine/Engine.class");
    dependencies.put("ai.djl.pytorch:pytorch-engine", "ai/djl/pytorch/engine/PtEngine.class");
    dependencies.forEach(
        (dependency, type) -> {
          if (loader.getResource(type) == null) {
            throw problem(
                Problem.of(dependency + " is not on the class path")
                    .withRemedy("add that dependency, in the version graft-djl asks for"));
          }
        });
  }

  /** DJL reads this variable before the property that Graft sets. */
  private void requireOffline() {
    Optional<String> offline = settings.apply("DJL_OFFLINE");
    if (offline.isPresent() && !Boolean.parseBoolean(offline.get())) {
      throw problem(
          Problem.of("the environment variable DJL_OFFLINE is '%s'".formatted(offline.get()))
              .expecting("true, or no such variable: Graft downloads nothing while it runs")
              .withRemedy("unset it"));
    }
  }

  private void requireJni(String version) {
    String dependency = "ai.djl.pytorch:pytorch-jni:" + version;
    Optional<String> found = properties(JNI).map(jni -> jni.getProperty("jni_version"));
    if (found.isEmpty()) {
      throw problem(
          Problem.of("the part of DJL that calls PyTorch is not on the class path")
              .expecting(dependency)
              .withRemedy("add that dependency"));
    }
    if (!found.get().startsWith(version)) {
      throw problem(
          Problem.of("pytorch-jni %s does not belong to this engine".formatted(found.get()))
              .expecting(dependency)
              .withRemedy("give pytorch-engine, pytorch-jni and the natives versions that fit"));
    }
  }

  private void requireOverrideIs(String version) {
    Optional<String> override = settings.apply("PYTORCH_VERSION");
    if (override.isPresent() && !override.get().equals(version)) {
      throw problem(
          Problem.of("PYTORCH_VERSION asks for PyTorch %s".formatted(override.get()))
              .expecting("%s, the version this engine calls".formatted(version))
              .withRemedy("unset PYTORCH_VERSION, or set it to " + version));
    }
  }

  private NativeSource ownLibrary(String path, String version) {
    String library = System.mapLibraryName("torch");
    Path folder =
        Stream.of(path.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .map(entry -> entry.endsWith(library) ? entry.toAbsolutePath().getParent() : entry)
            .filter(entry -> Files.isRegularFile(entry.resolve(library)))
            .findFirst()
            .orElseThrow(
                () ->
                    problem(
                        Problem.of("PYTORCH_LIBRARY_PATH is '%s'".formatted(path))
                            .expecting(
                                "the folder of a libtorch %s, with %s in it"
                                    .formatted(version, library))
                            .withRemedy(
                                "correct it, or unset it to use the natives on the class path")));
    String flavour =
        settings
            .apply("PYTORCH_FLAVOR")
            .orElseGet(() -> knowsCuda(folder) ? cudaFlavours().findFirst().orElse("cu") : "cpu");
    if (!Files.exists(folder.resolve(System.mapLibraryName("djl_torch")))
        && loader.getResource(jniLibrary(flavour)) == null) {
      throw problem(
          Problem.of(
                  "DJL has no part that calls a PyTorch of flavour '%s' on %s"
                      .formatted(flavour, platform))
              .withWhere(folder.toString())
              .expecting(
                  "one of "
                      + Stream.concat(Stream.of("cpu"), cudaFlavours()).toList()
                      + " in PYTORCH_FLAVOR")
              .withRemedy(
                  "get the libtorch %s of such a flavour, and unset PYTORCH_FLAVOR"
                      .formatted(version)));
    }
    return new NativeSource(version, platform, flavour, folder, folder, true);
  }

  private static boolean knowsCuda(Path folder) {
    return Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
  }

  /** The versions of CUDA that pytorch-jni has a library for; there are no others than these. */
  private Stream<String> cudaFlavours() {
    return Stream.of("cu130", "cu129", "cu128", "cu126", "cu124", "cu121", "cu118")
        .filter(flavour -> loader.getResource(jniLibrary(flavour)) != null);
  }

  private String jniLibrary(String flavour) {
    return "jnilib/" + platform + '/' + flavour + '/' + System.mapLibraryName("djl_torch");
  }

  private NativeSource bundled(String version) {
    List<String> elsewhere = new ArrayList<>();
    List<NativeSource> fitting = new ArrayList<>();
    for (URL resource : resources(NATIVES)) {
      Properties natives = read(resource);
      String found = natives.getProperty("version", "");
      String classifier = natives.getProperty("classifier", "");
      if (!classifier.equals(platform)) {
        elsewhere.add(classifier);
      } else if (found.equals(version) || found.startsWith(version + '-')) {
        String flavour = natives.getProperty("flavor", "cpu");
        Path unpacked = cache.get().resolve(found + '-' + flavour + '-' + platform);
        fitting.add(
            new NativeSource(version, platform, flavour, origin(resource), unpacked, false));
      } else {
        throw problem(
            Problem.of("the natives are those of PyTorch " + found)
                .withWhere(origin(resource).toString())
                .expecting(dependency(version))
                .withRemedy("give pytorch-engine, pytorch-jni and the natives versions that fit"));
      }
    }
    return fitting.stream()
        .max(Comparator.comparing(NativeSource::flavour))
        .orElseThrow(() -> problem(missing(version, elsewhere)));
  }

  private Problem missing(String version, List<String> elsewhere) {
    String found = elsewhere.isEmpty() ? "" : ", only those for " + String.join(", ", elsewhere);
    return Problem.of(
            "PyTorch's native library for %s is not on the class path%s".formatted(platform, found))
        .expecting(dependency(version))
        .withRemedy(
            "add that dependency (there are natives for %s)"
                .formatted(String.join(", ", PLATFORMS)));
  }

  private String dependency(String version) {
    return "ai.djl.pytorch:pytorch-native-cpu:%s with the classifier %s"
        .formatted(version, platform);
  }

  private static ProblemException problem(Problem problem) {
    return new ProblemException(problem.withSubject("engine djl"));
  }

  /** The jar a resource is in, or its folder. */
  private static Path origin(URL resource) {
    try {
      URLConnection connection = resource.openConnection();
      URL file = connection instanceof JarURLConnection jar ? jar.getJarFileURL() : resource;
      return Path.of(file.toURI());
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("not in a file: " + resource, e);
    }
  }

  private Optional<Properties> properties(String resource) {
    return Optional.ofNullable(loader.getResource(resource)).map(NativeSearch::read);
  }

  private List<URL> resources(String name) {
    try {
      return Collections.list(loader.getResources(name));
    } catch (IOException e) {
      throw new UncheckedIOException("the class path cannot be searched for " + name, e);
    }
  }

  private static Properties read(URL resource) {
    try (InputStream stream = resource.openStream()) {
      Properties properties = new Properties();
      properties.load(stream);
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
