/** The metrics that Graft brings. */
package dev.graft.training.metric;
