package dev.graft.cli;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A phase and what follows from it for the network.
 *
 * @param number from 1, among all phases
 * @param phase the phase
 * @param frozen names of the frozen layers
 * @param factors factors of the learning rate by layer; 1 for those that are not named
 * @param cut the network cut where its frozen part ends
 */
record PhaseView(
    int number, Phase phase, Set<String> frozen, Map<String, Double> factors, Cut cut) {

  /** The phases of an experiment. */
  static List<PhaseView> of(Experiment experiment) {
    Architecture network = experiment.network();
    List<PhaseView> views = new ArrayList<>();
    for (Phase phase : experiment.phases()) {
      Set<String> frozen = phase.freeze().frozenLayers(experiment.backbone());
      views.add(
          new PhaseView(
              views.size() + 1,
              phase,
              frozen,
              phase.layerRates().factors(experiment.backbone()),
              Cut.at(network, frozen)));
    }
    return views;
  }

  /** The phase's name for people: {@code Fine tuning}. */
  String title() {
    return TerminalProgress.sentence(phase.name().replace('_', ' '));
  }

  double factor(String layer) {
    return factors.getOrDefault(layer, 1.0);
  }

  /** Numbers with neighbours drawn together: {@code 1, 3-5}. */
  static String numbers(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    while (from < numbers.size()) {
      int to = from;
      while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
        to++;
      }
      text.append(text.isEmpty() ? "" : ", ").append(numbers.get(from));
      if (to > from) {
        text.append('-').append(numbers.get(to));
      }
      from = to + 1;
    }
    return text.toString();
  }
}
