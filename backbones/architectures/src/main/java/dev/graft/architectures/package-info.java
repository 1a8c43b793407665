/** Backbones written as layers. */
package dev.graft.architectures;
