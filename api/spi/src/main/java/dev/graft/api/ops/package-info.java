/**
 * The tensor operations that layers, losses and optimizers are written over, once for all engines.
 *
 * @since 0.1
 */
package dev.graft.api.ops;
