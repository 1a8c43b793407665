/**
 * Graft's engines beside the Python libraries over the same networks, in turn and in one run, so
 * that the ratios hold where the machine's speed drifts.
 */
package dev.graft.benchmarks.compare;
