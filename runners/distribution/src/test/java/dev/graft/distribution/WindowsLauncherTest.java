package dev.graft.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of {@code graft.bat} by reading it: it must do what {@code bin/graft} does. */
class WindowsLauncherTest {
  private static final Path SOURCES = Path.of("src/main/distribution");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^(?:rem|#) +([A-Z_]{6,}) ");
  private static final Pattern PROPERTY = Pattern.compile("-D(graft\\.[a-z]+)=");

  private static String read(String file) throws IOException {
    return Files.readString(SOURCES.resolve(file));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }

  /** The line that starts Java. */
  private static String start() throws IOException {
    return read("bin/graft.bat")
        .lines()
        .filter(line -> line.startsWith("\"%java%\""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itHeedsTheVariablesOfTheOther() throws IOException {
    assertThat(found(VARIABLE, read("bin/graft.bat")))
        .isNotEmpty()
        .containsExactlyElementsOf(found(VARIABLE, read("bin/graft")));
  }

  @Test
  void itStartsJavaAsTheOtherDoes() throws IOException {
    assertThat(start())
        .isEqualTo(
            "\"%java%\" %options% %JAVA_OPTS% %GRAFT_JAVA_OPTS% -Dgraft.home=\"%home%\" -Dgraft.command=graft"
                + " -cp \"%home%\\lib\\graft.jar\" dev.graft.cli.Main %*");
    String unix = read("lib/launch.sh");
    assertThat(found(PROPERTY, start()))
        .containsExactlyElementsOf(found(PROPERTY, unix).stream().distinct().toList());
    assertThat(unix).contains("exec \"$java\" $options ${JAVA_OPTS:-} ${GRAFT_JAVA_OPTS:-} \"$@\"");
  }

  @Test
  void bothReadTheListOfOptionsAndHaveNoneOfTheirOwn() throws IOException {
    assertThat(read("bin/graft.bat")).contains("\"%home%\\lib\\java.options\"");
    assertThat(read("bin/graft")).contains("list=$home/lib/java.options");
    for (String line : read("lib/java.options").split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String name = line.split(" ", -1)[1];
        assertThat(read("bin/graft.bat")).doesNotContain(name);
        assertThat(read("bin/graft") + read("lib/launch.sh")).doesNotContain(name);
      }
    }
  }

  @Test
  void everyLineOfTheListIsOneThatBothUnderstand() throws IOException {
    assertThat(read("lib/java.options").lines().filter(line -> !line.isBlank()))
        .allMatch(line -> line.matches("#.*|env [A-Z_]+ \\S+|gc -\\S+|\\d\\d -\\S+"));
  }

  @Test
  void bothEndWithTheSameStatusIfThereIsNoFitJava() throws IOException {
    Pattern status = Pattern.compile("exit (?:/b )?(\\d)");

    assertThat(found(status, read("bin/graft.bat"))).hasSize(4).containsOnly("2");
    assertThat(found(status, read("lib/launch.sh"))).containsExactly("2");
  }

  @Test
  void itEndsAsJavaDoes() throws IOException {
    List<String> lines = read("bin/graft.bat").lines().toList();

    assertThat(lines.get(lines.indexOf(start()) + 1)).isEqualTo("exit /b %ERRORLEVEL%");
  }

  @Test
  void everyLabelIsThere() throws IOException {
    String script = read("bin/graft.bat");
    List<String> wanted = found(Pattern.compile("(?:goto|call) :?([a-z]+)"), script);
    List<String> there = found(Pattern.compile("(?m)^:([a-z]+)$"), script);

    assertThat(wanted).filteredOn(label -> !label.equals("eof")).isNotEmpty().isSubsetOf(there);
    assertThat(there).doesNotHaveDuplicates().isSubsetOf(wanted);
  }

  @Test
  void parenthesesNeverEncloseAUsersText() throws IOException {
    // The value of a variable in a block in parentheses may end the block: "C:\Program Files
    // (x86)".
    assertThat(Pattern.compile("(?m)\\($").matcher(read("bin/graft.bat")).results())
        .extracting(MatchResult::group)
        .isEmpty();
  }
}
