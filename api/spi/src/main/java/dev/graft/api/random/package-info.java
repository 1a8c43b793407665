/**
 * The one source of randomness: the same at any number of threads and on any engine.
 *
 * @since 0.1
 */
package dev.graft.api.random;
