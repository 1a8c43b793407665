/** What frozen layers make of pictures, kept on disk from run to run. */
package dev.graft.training.features;
