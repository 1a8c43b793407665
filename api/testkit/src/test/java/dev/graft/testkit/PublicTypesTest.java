package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every public type that plugin authors see tells since when it is there and how stable it is. A
 * test of sources, since compiled classes have no Javadoc.
 */
class PublicTypesTest {
  private static final Pattern TYPE =
      Pattern.compile(
          "^public (?:(?:abstract|final|sealed|non-sealed)"
              + " )*(?:class|interface|@interface|record|enum) (\\w+)",
          Pattern.MULTILINE);
  private static final Pattern SINCE =
      Pattern.compile("^ \\* @since \\d+\\.\\d+$", Pattern.MULTILINE);
  private static final Pattern MARK = Pattern.compile("^@(Stable|Evolving)$", Pattern.MULTILINE);

  static Stream<Named<Path>> sources() {
    return Stream.of("../spi/src/main/java", "src/main/java")
        .map(Path::of)
        .flatMap(PublicTypesTest::javaFiles)
        .map(file -> Named.of(file.getFileName().toString(), file));
  }

  private static Stream<Path> javaFiles(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void tellsSinceWhenItIsThereAndHowStableItIs(Path file) throws IOException {
    String source = Files.readString(file);
    Matcher type = TYPE.matcher(source);
    if (!type.find()) {
      return; // of its package only
    }
    String before = source.substring(0, type.start());
    int javadoc = before.lastIndexOf("/**");
    assertThat(javadoc).as("Javadoc of %s", type.group(1)).isNotNegative();
    String head = before.substring(javadoc);
    assertThat(SINCE.matcher(head).find())
        .as("%s: '@since MAJOR.MINOR', last in the Javadoc of %s", file, type.group(1))
        .isTrue();
    assertThat(MARK.matcher(head).results().map(mark -> mark.group(1)).toList())
        .as("%s: @Stable or @Evolving (dev.graft.api) before %s", file, type.group(1))
        .hasSize(1);
  }

  @Test
  void packagesTellWhatTheyAreFor() {
    List<Path> without =
        sources()
            .map(Named::getPayload)
            .filter(file -> !Files.exists(file.resolveSibling("package-info.java")))
            .map(Path::getParent)
            .distinct()
            .toList();

    assertThat(without).as("packages without package-info.java").isEmpty();
  }

  @Test
  void findsTheSources() {
    assertThat(sources().map(Named::getName)).contains("Layer.java", "EngineContract.java");
  }
}
