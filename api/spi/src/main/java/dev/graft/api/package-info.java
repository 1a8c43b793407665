/**
 * What all of the API speaks of: shapes, images, labels. Begin with {@link
 * dev.graft.api.plugin.Plugin}.
 *
 * @since 0.1
 */
package dev.graft.api;
