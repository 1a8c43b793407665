/**
 * A whole experiment, read, checked and assembled, as a runner gets it.
 *
 * @since 0.1
 */
package dev.graft.api.experiment;
