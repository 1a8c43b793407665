/**
 * What every engine must do, as JUnit classes to extend.
 *
 * @since 0.1
 */
package dev.graft.testkit.engine;
