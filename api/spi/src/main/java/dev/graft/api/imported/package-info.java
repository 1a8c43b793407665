/**
 * Networks of another library's that are taken as they are, and run on one engine only.
 *
 * @since 0.1
 */
package dev.graft.api.imported;
