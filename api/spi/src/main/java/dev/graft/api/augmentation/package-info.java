/**
 * Random changes of training images.
 *
 * @since 0.1
 */
package dev.graft.api.augmentation;
