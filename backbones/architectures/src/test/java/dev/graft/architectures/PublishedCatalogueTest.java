package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.backbone.Backbone;
import dev.graft.api.plugin.Component;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.architectures.catalogue.PublishedCatalogue;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PublishedCatalogueTest {
  private final List<PublishedWeights> weights = new PublishedCatalogue().weights();

  @Test
  void hasWeightsForEveryPublishedBackbone() {
    Set<String> backbones =
        new ArchitecturesPlugin()
            .components().stream()
                .filter(component -> component.kind() == Backbone.class)
                .map(Component::name)
                .filter(name -> !name.equals("sequential"))
                .collect(Collectors.toSet());

    assertThat(weights.stream().map(PublishedWeights::backbone).collect(Collectors.toSet()))
        .isEqualTo(backbones);
  }

  @Test
  void settingsAreThoseOfTheBackbones() {
    Map<String, Component<?>> components = new HashMap<>();
    new ArchitecturesPlugin().components().forEach(c -> components.put(c.name(), c));

    assertThat(weights)
        .allSatisfy(
            published -> {
              Class<? extends Record> settings = components.get(published.backbone()).settings();
              Set<String> names =
                  Arrays.stream(settings.getRecordComponents())
                      .map(
                          part ->
                              part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                      .collect(Collectors.toSet());
              assertThat(names).containsAll(published.settings().keySet());
            });
  }

  @Test
  void oneFileNameIsOneFile() {
    Map<String, String> addresses = new HashMap<>();
    for (PublishedWeights published : weights) {
      String address = published.address().toString();
      assertThat(address).startsWith("https://").endsWith("/" + published.fileName());
      assertThat(Optional.ofNullable(addresses.put(published.fileName(), address)).orElse(address))
          .isEqualTo(address);
    }
  }

  @Test
  void noTwoAreForTheSame() {
    assertThat(weights.stream().map(w -> w.name() + w.describe())).doesNotHaveDuplicates();
  }

  @Test
  void whatIsPublishedToKnowAFileByIsThere() {
    assertThat(weights)
        .filteredOn(published -> published.checksum().isEmpty())
        .extracting(PublishedWeights::backbone)
        .containsOnly("mobilenet", "mobilenet_v2");
    assertThat(weights)
        .filteredOn(published -> published.backbone().equals("xception"))
        .singleElement()
        .satisfies(
            xception ->
                assertThat(xception.checksum().orElseThrow().toString())
                    .isEqualTo("MD5 b0042744bf5b25fce3cb969f33bebb97"));
  }
}
