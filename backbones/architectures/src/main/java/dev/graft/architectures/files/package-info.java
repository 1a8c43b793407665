/** What readers of several kinds of weights files share. */
package dev.graft.architectures.files;
