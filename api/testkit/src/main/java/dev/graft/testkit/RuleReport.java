package dev.graft.testkit;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/** Puts to each failure the rule that was broken, why there is such a rule, and how to mend it. */
final class RuleReport implements InvocationInterceptor {
  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> test,
      ExtensionContext context)
      throws Throwable {
    report(invocation, context);
  }

  @Override
  public <T> T interceptTestFactoryMethod(
      Invocation<T> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context)
      throws Throwable {
    return report(invocation, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    report(invocation, context);
  }

  private static <T> T report(Invocation<T> invocation, ExtensionContext context) throws Throwable {
    Optional<Rule> rule = rule(Optional.of(context));
    try {
      return invocation.proceed();
    } catch (TestAbortedException skipped) {
      throw skipped;
    } catch (AssertionError | Exception | LinkageError | StackOverflowError e) {
      if (rule.isEmpty()) {
        throw e;
      }
      throw new AssertionError(text(rule.get(), e), e);
    }
  }

  /** That of the method; a dynamic test's is its factory's. */
  private static Optional<Rule> rule(Optional<ExtensionContext> context) {
    return context.flatMap(
        here ->
            here.getTestMethod()
                .map(method -> method.getAnnotation(Rule.class))
                .or(() -> rule(here.getParent())));
  }

  private static String text(Rule rule, Throwable found) {
    String details = found instanceof AssertionError ? found.getMessage() : "it threw " + found;
    return "Rule %s is broken: %s.%n  Found: %s%n  Why:   %s%n  Mend:  %s"
        .formatted(
            rule.id(),
            rule.value(),
            String.valueOf(details).strip().indent(9).strip(),
            rule.why(),
            rule.mend());
  }
}
