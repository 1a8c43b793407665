/**
 * Files that tests read and the project does not hold.
 *
 * @since 0.1
 */
package dev.graft.testkit.files;
