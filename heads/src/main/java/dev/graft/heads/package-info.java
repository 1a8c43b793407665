/**
 * The heads and losses that come with Graft: from features to scores, and what training makes
 * small.
 */
package dev.graft.heads;
