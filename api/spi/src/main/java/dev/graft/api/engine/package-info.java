/**
 * What computes networks: {@link dev.graft.api.engine.Engine}, and what every engine needs besides.
 *
 * @since 0.1
 */
package dev.graft.api.engine;
