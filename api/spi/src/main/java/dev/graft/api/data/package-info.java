/**
 * Where labelled pictures come from, and how they become images of one size.
 *
 * @since 0.1
 */
package dev.graft.api.data;
