/**
 * How gradients change parameters, and how the learning rate goes.
 *
 * @since 0.1
 */
package dev.graft.api.optimizer;
