/**
 * A network's values by {@code layer/parameter}, where they come from, and readers of their files.
 *
 * @since 0.1
 */
package dev.graft.api.weights;
