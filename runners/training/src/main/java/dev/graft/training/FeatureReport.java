package dev.graft.training;

import dev.graft.training.features.FeatureStore;
import dev.graft.training.input.FeatureInputs;
import dev.graft.training.input.FrozenPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells, in the log and for the provenance, which features were computed and which were kept. */
final class FeatureReport {
  private final TrainingContext context;
  private final FrozenPrefix prefix;
  private final FeatureStore store;

  FeatureReport(TrainingContext context, FrozenPrefix prefix, FeatureStore store) {
    this.context = context;
    this.prefix = prefix;
    this.store = store;
  }

  /** All features of some pictures are kept now. */
  void completed(FeatureInputs.Found found, String what, FeatureStore.Keeping keeping) {
    List<String> parts = new ArrayList<>();
    add(parts, found.earlier(), "from earlier runs");
    add(parts, found.thisRun(), "from earlier in this run");
    if (found.missing() > 0) {
      add(
          parts,
          found.missing(),
          "computed now and kept in "
              + (keeping == FeatureStore.Keeping.CACHE ? "the cache" : "memory"));
    }
    tell(
        "Features of the %,d %s pictures, after '%s' (%s): %s.",
        found.images(),
        what,
        prefix.network().prefix().output(),
        megabytes(found.images() * store.bytesEach()),
        String.join(", ", parts));
    note(what, found, keeping.name().toLowerCase(Locale.ROOT));
  }

  /** Some features have no room. */
  void computedAnew(FeatureInputs.Found found, String what) {
    tell(
        "The features of %,d %s pictures would take %s, for which neither the cache"
            + " (GRAFT_CACHE_SIZE) nor the memory (java's -Xmx) has room: they are computed anew"
            + " each epoch.",
        found.missing(), what, megabytes(found.missing() * store.bytesEach()));
    note(what, found, "nowhere");
  }

  /**
   * How the versions of the training pictures are had.
   *
   * @param found where the features of those are that the phase uses
   * @param used versions of each picture that the phase has epochs for
   * @param asked versions of each picture that the experiment asks for
   */
  void versions(FeatureInputs.Found found, int used, int asked, FeatureStore.Keeping keeping) {
    tell(
        "Each training picture is seen in %,d versions%s. Of the features of these %,d (%s), %,d are"
            + " there from earlier runs and %,d from earlier in this run; %,d are computed when they"
            + " are first needed, %s.",
        used,
        used < asked ? " (the phase has no epochs for more)" : "",
        found.images(),
        megabytes(found.images() * store.bytesEach()),
        found.earlier(),
        found.thisRun(),
        found.missing(),
        switch (keeping) {
          case CACHE -> "and kept in the cache";
          case MEMORY -> "and kept in memory";
          case NOWHERE ->
              "each time, since neither the cache (GRAFT_CACHE_SIZE) nor the memory (java's -Xmx)"
                  + " has room for them";
        });
    note("training, " + used + " versions", found, keeping.name().toLowerCase(Locale.ROOT));
  }

  private void note(String what, FeatureInputs.Found found, String keeping) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("pictures", what);
    facts.put("after", prefix.network().prefix().output());
    facts.put("from_earlier_runs", found.earlier());
    facts.put("from_this_run", found.thisRun());
    facts.put("computed", found.missing());
    facts.put("kept_in", keeping);
    facts.put("file", store.name());
    context.featureFacts().add(facts);
  }

  private static void add(List<String> parts, int count, String how) {
    if (count > 0) {
      parts.add("%,d %s".formatted(count, how));
    }
  }

  private void tell(String format, Object... values) {
    context.listener().message(String.format(Locale.ROOT, format, values));
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
