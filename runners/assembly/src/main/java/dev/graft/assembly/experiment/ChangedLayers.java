package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Dropout;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.binding.SettingName;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a network answers otherwise than the one its weights were trained in, though they fit:
 * other preprocessing, other activations, other strides. What only training feels is no difference.
 */
final class ChangedLayers {
  private ChangedLayers() {}

  /** One problem for each layer that differs, or that only one of them has. */
  static List<Problem> between(Architecture before, Architecture now) {
    List<Problem> changes = new ArrayList<>();
    for (Node node : now.nodes()) {
      if (!before.contains(node.name())) {
        if (answers(node)) {
          changes.add(of(node, "the run has no such layer"));
        }
        continue;
      }
      Layer old = before.node(node.name()).layer();
      if (old.getClass() != node.layer().getClass()) {
        String was = old.getClass().getSimpleName();
        String is = node.layer().getClass().getSimpleName();
        changes.add(of(node, "it was %s in the run, and is %s here".formatted(was, is)));
      } else if (answers(node)) {
        settings(node, (Record) old, (Record) node.layer(), changes);
      }
    }
    for (Node node : before.nodes()) {
      if (!now.contains(node.name()) && answers(node)) {
        changes.add(of(node, "the run has it, this experiment's network has not"));
      }
    }
    return changes;
  }

  private static void settings(Node node, Record before, Record now, List<Problem> changes) {
    for (RecordComponent component : now.getClass().getRecordComponents()) {
      Object old = value(component, before);
      Object value = value(component, now);
      if (!old.equals(value) && !onlyForTraining(now, component)) {
        changes.add(
            of(
                node,
                "%s was %s in the run, and is %s here"
                    .formatted(SettingName.of(component.getName()), old, value)));
      }
    }
  }

  private static boolean answers(Node node) {
    return !(node.layer() instanceof Dropout);
  }

  private static boolean onlyForTraining(Record layer, RecordComponent component) {
    return Initializer.class.isAssignableFrom(component.getType())
        || (layer instanceof BatchNormalization && component.getName().equals("momentum"));
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("layer " + of + " cannot be read", e);
    }
  }

  private static Problem of(Node node, String what) {
    return Problem.of(what).withSubject("layer '" + node.name() + "'");
  }
}
