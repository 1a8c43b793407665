package dev.graft.assembly.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsRecordTest extends SettingsBinding {
  @Test
  void aRefusalIsToldAtTheKeyThatItNames() {
    bind(Picky.class, "second_number: 2\nfirst: 7");

    assertThat(told()).containsExactly("f:2:8: s.first: first is not 7");
  }

  @Test
  void aRefusalOfSeveralKeysIsToldAtTheMapping() {
    bind(Picky.class, "\nfirst: 102\nsecond_number: 2");

    assertThat(told()).containsExactly("f:2:1: s: first and second_number do not go together");
  }

  @Test
  void aRefusalThatNamesNoKeyIsToldAtTheMapping() {
    bind(Picky.class, "first: 13");

    assertThat(told()).containsExactly("f:1:1: s: unlucky");
  }

  @Test
  void aWrongValueHasNoSecondProblemOfItsDefault() {
    Bound<Picky> bound = bind(Picky.class, "first: 13\nsecond_number: x");

    assertThat(told())
        .containsExactly("f:2:16: s.second_number: found text 'x'; expected an integer");
    assertThat(bound.clean()).isFalse();
  }

  @Test
  void anythingElseIsABug() {
    assertThatThrownBy(() -> bind(Picky.class, "first: 99"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Picky.class.getName())
        .hasRootCauseMessage("a bug");
  }

  @Test
  void checksGoOnWithTheDefaultOfAWrongValue() {
    Bound<Defaults> bound = bind(Defaults.class, "a: x");

    assertThat(bound.value().orElseThrow().a()).isEqualTo(0.5);
    assertThat(bound.cleanValue()).isEmpty();
    assertThat(bound.field("b").orElseThrow().clean()).isTrue();
  }

  @Test
  void aWrongDefaultIsABugOfTheRecord() {
    assertThatThrownBy(() -> bind(BadDefault.class, ""))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the default 'x' of s.a is wrong");
  }
}
