package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrongSettingKeysTest extends SettingsBinding {
  @Test
  void aMissingKeyIsToldAtTheMapping() {
    bind(Angle.class, "{}");

    assertThat(told())
        .containsExactly("f:1:1: s.angle: is missing; expected a number in [0, 180] (degrees)");
  }

  @Test
  void aKeyWithoutItsValueIsToldAtTheKey() {
    bind(Whole.class, "\nnumber:\n");

    assertThat(told())
        .containsExactly("f:2:1: s.number: has no value; expected an integer in [1, 10]");
  }

  @Test
  void anUnknownKeyWithSuggestion() {
    Bound<Defaults> bound = bind(Defaults.class, "zzzzzz: 1\na: 0.25");

    assertThat(told())
        .containsExactly("f:1:1: s.zzzzzz: unknown key 'zzzzzz'; expected one of: a, b, c, d, e");
    assertThat(bound.value().orElseThrow().a()).isEqualTo(0.25);
  }

  @Test
  void aMisspeltKeyIsNotAlsoMissing() {
    bind(Whole.class, "nubmer: 3");

    assertThat(told())
        .containsExactly(
            "f:1:1: s.nubmer: unknown key 'nubmer'; expected 'number'; did you mean 'number'?");
  }

  @Test
  void allProblemsOfANestAtOnce() {
    bind(Outer.class, "inner: {a: x, c: 1}\ninners:\n  - {a: y}\n  - 5\n");

    assertThat(told())
        .containsExactly(
            "f:1:12: s.inner.a: found text 'x'; expected an integer",
            "f:1:15: s.inner.c: unknown key 'c'; expected one of: a, b",
            "f:3:9: s.inners[0].a: found text 'y'; expected an integer",
            "f:4:5: s.inners[1]: found the number 5; expected a mapping with a, b");
  }
}
