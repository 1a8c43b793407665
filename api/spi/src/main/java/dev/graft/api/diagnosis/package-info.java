/**
 * What an engine finds out about itself and its machine, for people who look for a fault.
 *
 * @since 0.1
 */
package dev.graft.api.diagnosis;
