package dev.graft.benchmarks.jobs;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;

/**
 * How a job went with Graft.
 *
 * @param process its process
 * @param pass seconds of one pass over all pictures: read, decoded, through the frozen network
 */
record GraftJob(ProcessRun process, double pass) {
  /** Before the pictures: the last line of the plan. */
  private static final String PLAN_ENDS = "class  ";

  /** After them. */
  private static final String FEATURES = "validation pictures, after";

  static GraftJob of(ProcessRun process) {
    double begin = process.when(PLAN_ENDS).orElseThrow(() -> missing(PLAN_ENDS));
    double end = process.when(FEATURES).orElseThrow(() -> missing(FEATURES));
    return new GraftJob(process, end - begin);
  }

  private static ProblemException missing(String text) {
    return new ProblemException(Problem.of("graft has not written '" + text + "'"));
  }

  double seconds() {
    return process.seconds();
  }
}
