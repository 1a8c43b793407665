package dev.graft.assembly.components;

import dev.graft.api.plugin.Provision;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the constructor of a class, and refuses what it cannot be given, in Graft's words and
 * before Guice sees it.
 */
final class InjectedConstructor {
  private final Set<Class<?>> offered;
  private final Map<Class<?>, Provision<?>> provided;

  /**
   * Of what there is.
   *
   * @param offered what constructors may ask for, in the order in which it is told
   * @param provided what else, of which each has a constructor of its own
   */
  InjectedConstructor(Set<Class<?>> offered, Map<Class<?>, Provision<?>> provided) {
    this.offered = offered;
    this.provided = provided;
  }

  /**
   * The constructor of a class.
   *
   * @param what the class for people
   * @throws ProblemException if it has none, or asks for what there is not
   */
  <T> Constructor<T> of(String what, Class<T> type) {
    try {
      return of(what, type, new LinkedHashSet<>());
    } catch (LinkageError e) {
      throw refused(
          Problem.of(what + " cannot be made: a class that it needs is not there or broken: " + e));
    }
  }

  private <T> Constructor<T> of(String what, Class<T> type, Set<Class<?>> path) {
    if (Modifier.isAbstract(type.getModifiers())) {
      throw refused(
          Problem.of(
                  what
                      + (type.isInterface() ? " is an interface" : " is an abstract class")
                      + ", which cannot be made")
              .expecting("a class with a constructor"));
    }
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      throw refused(
          Problem.of(what + " is an inner class, which cannot be made alone")
              .expecting("a static class"));
    }
    if (!path.add(type)) {
      throw refused(
          Problem.of(
              what
                  + " needs itself: "
                  + Stream.concat(path.stream().dropWhile(one -> one != type), Stream.of(type))
                      .map(Class::getName)
                      .collect(Collectors.joining(" asks for "))));
    }
    requireNoOtherInjection(what, type);
    Constructor<T> constructor = only(what, type);
    Type[] parameters = constructor.getGenericParameterTypes();
    for (int i = 0; i < parameters.length; i++) {
      requireKnown(what, parameters[i], constructor.getParameterAnnotations()[i]);
      Provision<?> provision = provided.get(parameters[i]);
      if (provision != null) {
        of(provision(provision), provision.made(), path);
      }
    }
    path.remove(type);
    return constructor;
  }

  /** A provision for people. */
  static String provision(Provision<?> provision) {
    return "what the plugin provides as %s (%s)"
        .formatted(provision.type().getName(), provision.made().getName());
  }

  private void requireKnown(String what, Type parameter, Annotation[] annotations) {
    boolean known = offered.contains(parameter) || provided.containsKey(parameter);
    List<String> qualifiers =
        Arrays.stream(annotations)
            .filter(one -> one.annotationType().isAnnotationPresent(Qualifier.class))
            .map(one -> "@" + one.annotationType().getSimpleName() + " ")
            .toList();
    if (known && qualifiers.isEmpty()) {
      return;
    }
    List<String> names = new ArrayList<>();
    offered.forEach(type -> names.add(type.getCanonicalName()));
    provided.keySet().forEach(type -> names.add(type.getCanonicalName()));
    throw refused(
        Problem.of(
                "%s cannot be made: its constructor asks for %s%s"
                    .formatted(what, String.join("", qualifiers), name(parameter)))
            .expecting("what can be asked for here: " + String.join(", ", names))
            .withRemedy("the plugin's author can provide more with Plugin.provides()"));
  }

  private static String name(Type type) {
    return type instanceof Class<?> known && known.getCanonicalName() != null
        ? known.getCanonicalName()
        : type.getTypeName();
  }

  private static void requireNoOtherInjection(String what, Class<?> type) {
    for (Class<?> next = type; next != null && next != Object.class; next = next.getSuperclass()) {
      Stream.<AccessibleObject>concat(
              Arrays.stream(next.getDeclaredFields()), Arrays.stream(next.getDeclaredMethods()))
          .filter(member -> member.isAnnotationPresent(Inject.class))
          .findFirst()
          .ifPresent(
              member -> {
                throw refused(
                    Problem.of(what + " cannot be made: only constructors are injected")
                        .expecting("no @Inject at " + member));
              });
    }
  }

  /** The constructor with {@link Inject}, or the only one. */
  private static <T> Constructor<T> only(String what, Class<T> type) {
    @SuppressWarnings("unchecked") // Class<T> declares constructors of T only
    Constructor<T>[] declared = (Constructor<T>[]) type.getDeclaredConstructors();
    // A compiler may have added some, as Kotlin's does for parameters with defaults.
    List<Constructor<T>> all = Arrays.stream(declared).filter(one -> !one.isSynthetic()).toList();
    List<Constructor<T>> marked =
        all.stream().filter(one -> one.isAnnotationPresent(Inject.class)).toList();
    List<Constructor<T>> meant = marked.isEmpty() ? all : marked;
    if (meant.size() != 1) {
      throw refused(
          Problem.of(
                  "%s cannot be made: it has %d constructors%s"
                      .formatted(what, meant.size(), marked.isEmpty() ? "" : " with @Inject"))
              .expecting("one constructor, or one with @jakarta.inject.Inject"));
    }
    if (Modifier.isPrivate(meant.get(0).getModifiers())) {
      throw refused(
          Problem.of(what + " cannot be made: its constructor is private")
              .expecting("a constructor that is not private"));
    }
    return meant.get(0);
  }

  private static ProblemException refused(Problem problem) {
    return new ProblemException(problem);
  }
}
