/**
 * The DJL engine: {@link dev.graft.api.ops.Ops} over PyTorch's tensors, with gradients recorded as
 * operations are computed.
 */
package dev.graft.djl;
