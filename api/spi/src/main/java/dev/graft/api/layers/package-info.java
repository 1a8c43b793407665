/**
 * The layers that come with Graft, each written once over {@link dev.graft.api.ops.Ops}, named and
 * behaving as in Keras 3.
 *
 * @since 0.1
 */
package dev.graft.api.layers;
