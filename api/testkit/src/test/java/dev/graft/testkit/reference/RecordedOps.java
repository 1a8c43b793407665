package dev.graft.testkit.reference;

import dev.graft.api.ops.Ops;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The reference engine's operations, and which of them were called. */
public final class RecordedOps {
  private final ReferenceOps reference = new ReferenceOps();
  private final Set<String> called = new LinkedHashSet<>();
  private final Ops<Tensor> ops = record();

  @SuppressWarnings("unchecked") // a proxy of Ops that hands tensors to operations on tensors
  private Ops<Tensor> record() {
    return (Ops<Tensor>)
        Proxy.newProxyInstance(
            Ops.class.getClassLoader(),
            new Class<?>[] {Ops.class},
            (proxy, method, arguments) -> {
              called.add(signature(method));
              try {
                return method.invoke(reference, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** The operations, to be called. */
  public Ops<Tensor> ops() {
    return ops;
  }

  /** Those that were called. */
  public Set<String> called() {
    return called;
  }

  /** All that there are. */
  public static Set<String> all() {
    return Arrays.stream(Ops.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(RecordedOps::signature)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }
}
