/**
 * One step of a network, written once over {@link dev.graft.api.ops.Ops} for all engines.
 *
 * @since 0.1
 */
package dev.graft.api.layer;
