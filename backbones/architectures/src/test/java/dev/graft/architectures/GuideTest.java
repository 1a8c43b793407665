package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide to adding a network shows must be what there is. */
class GuideTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/graft/architectures");
  private static final Pattern BLOCK =
      Pattern.compile("```(?:java)?\\n(.+?)\\n```", Pattern.DOTALL);

  @Test
  void itsExampleIsTheNetworkItself() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(Path.of("../README.md")));

    assertThat(block.find()).isTrue();
    assertThat(Files.readString(SOURCES.resolve("SqueezeNet.java")))
        .endsWith(block.group(1) + "\n");
    assertThat(block.find()).isTrue();
    assertThat(Files.readString(SOURCES.resolve("ArchitecturesPlugin.java")))
        .contains(block.group(1));
  }
}
