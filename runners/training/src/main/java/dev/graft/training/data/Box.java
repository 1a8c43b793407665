package dev.graft.training.data;

/**
 * A part of a picture, in pixels, the edges anywhere between them.
 *
 * @param top from the picture's upper edge
 * @param left from the picture's left edge
 * @param height above 0
 * @param width above 0
 */
record Box(double top, double left, double height, double width) {}
