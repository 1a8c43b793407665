package dev.graft.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs contracts as JUnit does, and tells which rules were broken. */
final class Mutants {
  private static final Pattern BROKEN =
      Pattern.compile(
          "Rule ([A-Z]+-\\d+) is broken: .*\\R  Found: .+(?s:.)*\\R  Why: .*\\R  Mend: .*");

  private Mutants() {}

  /** The rules that a test of a component tells to be broken. */
  static Set<String> brokenBy(Class<?> test) {
    Set<String> rules = new TreeSet<>();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(test))
        .execute()
        .allEvents()
        .failed()
        .stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().map(Throwable::getMessage).orElse(""))
        .forEach(
            message -> {
              Matcher rule = BROKEN.matcher(message);
              rules.add(rule.lookingAt() ? rule.group(1) : "no rule: " + message);
            });
    return rules;
  }
}
