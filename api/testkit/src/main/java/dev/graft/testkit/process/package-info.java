/**
 * Programs that tests run in processes of their own.
 *
 * @since 0.1
 */
package dev.graft.testkit.process;
