/** The listeners that Graft brings. */
package dev.graft.training.listener;
