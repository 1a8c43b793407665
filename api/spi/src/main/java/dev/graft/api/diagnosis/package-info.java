/** What an engine finds out about itself and its machine, for people who look for a fault. */
package dev.graft.api.diagnosis;
