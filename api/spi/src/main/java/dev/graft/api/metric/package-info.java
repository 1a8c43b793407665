/**
 * What a model is judged by, besides loss and accuracy.
 *
 * @since 0.1
 */
package dev.graft.api.metric;
