/** Readers of the weights that Keras writes. */
package dev.graft.architectures.keras;
