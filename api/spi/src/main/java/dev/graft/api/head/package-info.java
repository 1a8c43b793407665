/**
 * What is put on a backbone: features in, scores out; and how scores become a label.
 *
 * @since 0.1
 */
package dev.graft.api.head;
