package dev.graft.benchmarks.jobs;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a job went with the peer.
 *
 * @param seconds of its process, those of epochs that were left out added
 * @param epochs how many epochs it ran
 * @param process its process
 */
record PeerJob(double seconds, int epochs, ProcessRun process) {
  /**
   * Reads what the peer says: its last line is a JSON object with the seconds of its phases.
   *
   * @param wanted the epochs that the job has
   * @param run the epochs that the peer ran
   */
  static PeerJob of(ProcessRun process, int wanted, int run) {
    double more = 0;
    if (run < wanted) {
      JsonNode fit = figures(process).path("phases_s").path("seed_fit");
      if (!fit.isNumber()) {
        throw new ProblemException(
            Problem.of("the peer does not tell how long its epochs took")
                .expecting("phases_s.seed_fit in its last line"));
      }
      more = fit.doubleValue() / run * (wanted - run);
    }
    return new PeerJob(process.seconds() + more, run, process);
  }

  private static JsonNode figures(ProcessRun process) {
    try {
      String last = process.lines().get(process.lines().size() - 1).text();
      return JsonMapper.shared().readTree(last);
    } catch (JacksonException | IndexOutOfBoundsException e) {
      throw new ProblemException(
          Problem.of("the peer's last line is no JSON object (" + e.getMessage() + ")"), e);
    }
  }
}
