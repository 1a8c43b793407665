/**
 * Whole jobs, from the start of a process to its end, beside a Python script that does the same.
 */
package dev.graft.benchmarks.jobs;
