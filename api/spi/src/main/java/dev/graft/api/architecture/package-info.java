/**
 * A network as data: named layers, known before any engine loads; what is frozen of it, and where
 * it is cut.
 *
 * @since 0.1
 */
package dev.graft.api.architecture;
