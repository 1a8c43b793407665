/** Networks in TorchScript files: what they are made of, read without any native library. */
package dev.graft.djl.imported;
