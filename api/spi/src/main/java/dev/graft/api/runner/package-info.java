/**
 * Where an experiment is computed, and what it tells of itself meanwhile.
 *
 * @since 0.1
 */
package dev.graft.api.runner;
