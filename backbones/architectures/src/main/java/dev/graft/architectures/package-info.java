/** Backbones written as layers, and the readers of their weight files. */
package dev.graft.architectures;
