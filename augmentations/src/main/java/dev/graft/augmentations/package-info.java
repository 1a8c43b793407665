/** The augmentations that come with Graft: random geometric changes of training images. */
package dev.graft.augmentations;
