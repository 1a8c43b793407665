package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.cli.TextTable.Side;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    TextTable table =
        new TextTable(Side.LEFT, Side.RIGHT, Side.LEFT)
            .row("layer", "params", "state")
            .row("block_1_expand", "64", "frozen")
            .row("fc", "1,024", "");

    assertThat(table.lines())
        .containsExactly(
            "layer           params  state", //
            "block_1_expand      64  frozen",
            "fc               1,024");
    assertThat(table.width()).isEqualTo(30);
  }

  @Test
  void theLastColumnIsWrappedUnderItself() {
    TextTable table =
        new TextTable(Side.LEFT, Side.LEFT)
            .row("alpha", "Width multiplier: the number of filters is this share of the paper's.");

    assertThat(table.lines(40))
        .containsExactly(
            "alpha  Width multiplier: the number of",
            "       filters is this share of the",
            "       paper's.");
  }

  @Test
  void theLastColumnIsNeverWrappedToAStrip() {
    TextTable table =
        new TextTable(Side.LEFT, Side.LEFT).row("a".repeat(30), "one two three four five");

    assertThat(table.lines(10)).containsExactly("a".repeat(30) + "  one two three four five");
  }

  @Test
  void aCharacterOutsideTheBasicPlaneIsOneWide() {
    TextTable table = new TextTable(Side.LEFT, Side.LEFT).row("\uD83E\uDD99", "1").row("ab", "2");

    assertThat(table.lines()).containsExactly("\uD83E\uDD99   1", "ab  2");
  }

  @Test
  void aRowOfTheWrongLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TextTable(Side.LEFT).row("a", "b"))
        .withMessage("a row of 2 cells in a table of 1 columns");
  }
}
