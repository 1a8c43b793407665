/** Networks in SavedModel folders: what they are made of, read without any native library. */
package dev.graft.tensorflow.imported;
