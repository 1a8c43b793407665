/**
 * How fast single things are, as JMH benchmarks: a network's forward pass and training step with
 * each engine, the head alone, augmenting, decoding.
 */
package dev.graft.benchmarks;
