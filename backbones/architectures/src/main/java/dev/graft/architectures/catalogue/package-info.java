/** Where weights are published. */
package dev.graft.architectures.catalogue;
