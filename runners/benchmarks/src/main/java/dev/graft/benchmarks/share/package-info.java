/** How near the engines come to what the processor can do at all. */
package dev.graft.benchmarks.share;
