/**
 * The bodies of networks: images in, features out.
 *
 * @since 0.1
 */
package dev.graft.api.backbone;
