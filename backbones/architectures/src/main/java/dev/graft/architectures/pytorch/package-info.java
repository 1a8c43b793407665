/**
 * Reader of what {@code torch.save} writes. A pickle is a program; this one is only ever looked at:
 * {@link dev.graft.architectures.pytorch.Pickle} knows the few operations and the few constructors
 * that a state dict needs, and refuses a file with any other, by its name.
 */
package dev.graft.architectures.pytorch;
