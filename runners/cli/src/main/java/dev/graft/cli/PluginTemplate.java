package dev.graft.cli;

import dev.graft.api.plugin.ApiRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The project that a new plugin begins as: {@code backbones/example-plugin}, which is built and
 * trained as it stands, with other names. The build puts its files beside this class.
 */
final class PluginTemplate {
  /** What the example has after this line in its README is not for others. */
  static final String END_OF_README = "<!-- What follows is of the example alone. -->";

  private static final String SERVICES =
      "src/main/resources/META-INF/services/dev.graft.api.plugin.Plugin";
  private static final String MAIN = "src/main/java/org/example/exampleplugin/";
  private static final String TEST = "src/test/java/org/example/exampleplugin/";

  private static final Pattern COMPONENT =
      Pattern.compile(" {8}Component\\.of.*?\"\\)(?=[,)])", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("import .*\\.(\\w+);");

  private final PluginNames names;
  private final Set<PluginPart> parts;
  private final Optional<String> version;

  /**
   * A template for a plugin.
   *
   * @param parts what it begins with
   * @param version Graft's own; that of the example if it is not known
   */
  PluginTemplate(PluginNames names, Set<PluginPart> parts, Optional<String> version) {
    this.names = names;
    this.parts = parts;
    this.version = version;
  }

  /** The plugin's files: their contents by path, in the order in which people may read them. */
  Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : List.of("README.md", "pom.xml", "experiment.yaml", SERVICES)) {
      files.put(path(file), renamed(content(file)));
    }
    files.put(".gitignore", "target/\nruns/\n"); // builds leave such files out of what they copy
    Stream.concat(Stream.of("ExamplePlugin"), parts.stream().map(PluginPart::className))
        .flatMap(name -> Stream.of(MAIN + name + ".java", TEST + name + "Test.java"))
        .forEach(file -> files.put(path(file), renamed(content(file))));
    return files;
  }

  private String path(String file) {
    return file.replace("org/example/exampleplugin", names.javaPackage().replace('.', '/'))
        .replaceAll("Example(?=[A-Z])", Matcher.quoteReplacement(names.classPrefix()));
  }

  /** A file of the example, without what is of parts that this plugin does not begin with. */
  private String content(String file) {
    String text = read(file);
    return switch (file) {
      case "README.md" -> readme(text);
      case "experiment.yaml" -> new PluginExperiment(parts).of(text);
      case MAIN + "ExamplePlugin.java" -> withUsedImports(withComponents(text));
      default -> text;
    };
  }

  private String readme(String text) {
    int end = text.indexOf(END_OF_README);
    return text.substring(0, end < 0 ? text.length() : end)
            .lines()
            .filter(
                line ->
                    absent().noneMatch(part -> line.startsWith("| `" + part.className() + "` |")))
            .collect(Collectors.joining("\n"))
            .strip()
        + "\n";
  }

  private String withComponents(String text) {
    List<MatchResult> all = COMPONENT.matcher(text).results().toList();
    String kept =
        all.stream()
            .map(MatchResult::group)
            .filter(one -> absent().noneMatch(part -> one.contains(part.className() + ".class")))
            .collect(Collectors.joining(",\n"));
    return text.substring(0, all.get(0).start())
        + kept
        + text.substring(all.get(all.size() - 1).end());
  }

  private static String withUsedImports(String text) {
    return text.lines()
            .filter(
                line -> {
                  Matcher imported = IMPORT.matcher(line);
                  return !imported.matches()
                      || Pattern.compile("\\b%s\\b".formatted(imported.group(1)))
                              .matcher(text)
                              .results()
                              .count()
                          > 1;
                })
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private Stream<PluginPart> absent() {
    return Stream.of(PluginPart.values()).filter(part -> !parts.contains(part));
  }

  private String renamed(String example) {
    String text =
        example
            .replace("org.example.exampleplugin", names.javaPackage())
            .replace("<groupId>org.example<", "<groupId>" + names.groupId() + "<")
            .replace("[0.1,0.2)", ApiRange.ofCurrent().toString())
            .replaceAll("\\bExample(?=[A-Z])", Matcher.quoteReplacement(names.classPrefix()))
            .replaceAll("\\bexample_(?=[a-z])", Matcher.quoteReplacement(names.componentPrefix()))
            .replaceAll("\\bexample-plugin\\b", Matcher.quoteReplacement(names.name()));
    return version.isPresent()
        ? text.replaceAll("(<graft.version>)[^<]*", "$1" + Matcher.quoteReplacement(version.get()))
        : text;
  }

  private static String read(String file) {
    try (InputStream in = PluginTemplate.class.getResourceAsStream("plugin-template/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the template's " + file + " is not in Graft's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the template's " + file + " cannot be read", e);
    }
  }
}
