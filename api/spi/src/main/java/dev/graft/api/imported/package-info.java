/** Networks of another library's that are taken as they are, and run on one engine only. */
package dev.graft.api.imported;
