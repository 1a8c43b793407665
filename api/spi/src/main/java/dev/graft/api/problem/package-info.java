/**
 * What is wrong with a user's input, as a value that tells where, what and how to mend it.
 *
 * @since 0.1
 */
package dev.graft.api.problem;
