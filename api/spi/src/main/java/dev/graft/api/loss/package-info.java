/**
 * What training makes small.
 *
 * @since 0.1
 */
package dev.graft.api.loss;
