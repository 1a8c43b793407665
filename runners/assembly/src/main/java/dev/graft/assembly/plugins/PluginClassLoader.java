package dev.graft.assembly.plugins;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The classes and resources of one plugin: its own, those of the JDK, and of Graft only what is
 * listed here. What Graft itself runs on (Guice, Jackson, Guava, …) is not there, so a plugin
 * carries whichever versions it likes.
 */
final class PluginClassLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  /** This is Graft's and nobody else's: a copy in the plugin would be another type. */
  private static final String API = "dev.graft.api.";

  /** Packages that are Graft's if it has the class. The natives of engines load once. */
  private static final List<String> PARENT_FIRST =
      List.of(API, "jakarta.inject.", "org.slf4j.", "org.tensorflow.", "org.bytedeco.", "ai.djl.");

  private static final String SERVICES = "META-INF/services/";

  private final ClassLoader graft;

  /**
   * Opens jars.
   *
   * @param name tells the plugin in stack traces
   * @param graft has Graft's classes
   */
  PluginClassLoader(String name, List<Path> jars, ClassLoader graft) {
    super(name, urls(jars), ClassLoader.getPlatformClassLoader());
    this.graft = graft;
  }

  private static URL[] urls(List<Path> jars) {
    return jars.stream().map(PluginClassLoader::url).toArray(URL[]::new);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("no URL: " + jar, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> found = findLoadedClass(name);
      if (found == null) {
        found = find(name);
      }
      if (resolve) {
        resolveClass(found);
      }
      return found;
    }
  }

  private Class<?> find(String name) throws ClassNotFoundException {
    if (isParentFirst(name)) {
      try {
        return graft.loadClass(name);
      } catch (ClassNotFoundException e) {
        if (name.startsWith(API)) {
          throw e;
        }
        return findClass(name);
      }
    }
    try {
      return getParent().loadClass(name);
    } catch (ClassNotFoundException notOfTheJdk) {
      return findClass(name);
    }
  }

  private static boolean isParentFirst(String name) {
    return PARENT_FIRST.stream().anyMatch(name::startsWith);
  }

  @Override
  public URL getResource(String name) {
    URL first = isParentFirst(name.replace('/', '.')) ? graft.getResource(name) : null;
    if (first == null) {
      first = findResource(name);
    }
    return first == null ? getParent().getResource(name) : first;
  }

  /** Its own first; of services only its own and the JDK's. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    List<URL> all = new ArrayList<>();
    if (isParentFirst(name.replace('/', '.')) && !name.startsWith(SERVICES)) {
      all.addAll(Collections.list(graft.getResources(name)));
    }
    all.addAll(Collections.list(findResources(name)));
    all.addAll(Collections.list(getParent().getResources(name)));
    return Collections.enumeration(all);
  }

  /** Closes the jars. One that cannot be closed stays open until this process ends. */
  void release() {
    try {
      close();
    } catch (IOException harmless) {
      return;
    }
  }
}
