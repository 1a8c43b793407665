package dev.graft.api.architecture;

import dev.graft.api.layer.NamedLayer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which block of a network a layer is of, by its name: {@code conv2_block1_1_conv} is of {@code
 * conv2_block1}, {@code block2a_expand_bn} of {@code block2a}, {@code conv_dw_3} and {@code
 * conv_pw_3} of the third {@code conv}, {@code stem_conv} of {@code stem}.
 */
final class BlockName {
  private static final Pattern BLOCK = Pattern.compile("(.*?block(?:\\d+[a-z]?|_\\d+))(?:_.*)?");
  private static final Pattern WORD_WITH_NUMBER = Pattern.compile("\\p{Alpha}+\\d+[a-z]?");
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private BlockName() {}

  /** The block; null if the layer's name is only that of its kind. */
  static String of(Node node) {
    String name = node.name().replace('/', '_');
    if (name.matches(Pattern.quote(NamedLayer.of(node.layer()).defaultName()) + "(_\\d+)?")) {
      return null;
    }
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      return block.group(1);
    }
    String[] words = name.split("_", -1);
    for (int i = 0; i < words.length; i++) {
      if (NUMBER.matcher(words[i]).matches()) {
        return i == 0 ? words[i] : words[0] + "_" + words[i];
      }
      if (WORD_WITH_NUMBER.matcher(words[i]).matches()) {
        return String.join("_", List.of(words).subList(0, i + 1));
      }
    }
    return words[0];
  }

  /** The words that all names begin with; empty if there are none. */
  static String commonBeginning(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    List<String> common = List.of(names.get(0).split("_", -1));
    for (String name : names) {
      List<String> words = List.of(name.split("_", -1));
      int same = 0;
      while (same < Math.min(common.size(), words.size())
          && common.get(same).equals(words.get(same))) {
        same++;
      }
      common = common.subList(0, same);
    }
    return String.join("_", common);
  }

  static boolean hasNumber(String name) {
    return name != null && name.chars().anyMatch(Character::isDigit);
  }
}
