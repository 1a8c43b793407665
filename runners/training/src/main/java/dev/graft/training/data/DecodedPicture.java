package dev.graft.training.data;

/**
 * A picture as it lies in its file.
 *
 * @param rows its pixels
 * @param orientation how it must be turned
 */
record DecodedPicture(PixelRows rows, Orientation orientation) {}
