package dev.graft.cli;

import dev.graft.api.diagnosis.EnvironmentVariable;
import dev.graft.api.problem.Problem;
import java.util.List;
import java.util.Map;

/**
 * All that the doctor found.
 *
 * @param healthy whether an engine works and nothing asked for is missing
 * @param graft Graft's version
 * @param machine what it runs on
 * @param environment the environment variables that Graft itself heeds
 * @param plugins versions by id
 * @param engines one report for each engine
 * @param problems what is missing beside what the engines tell
 */
record DoctorReport(
    boolean healthy,
    String graft,
    MachineReport machine,
    List<EnvironmentVariable> environment,
    Map<String, String> plugins,
    List<EngineReport> engines,
    List<Problem> problems) {}
