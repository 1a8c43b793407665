/**
 * The TensorFlow Java engine: {@link dev.graft.api.ops.Ops} over the nodes of a TensorFlow graph,
 * inference networks with constant weights, training networks with resource variables. It names no
 * particular backbone, head, loss or optimizer.
 */
package dev.graft.tensorflow;
