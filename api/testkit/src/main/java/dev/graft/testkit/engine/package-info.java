/** What every engine must do, as JUnit classes to extend. */
package dev.graft.testkit.engine;
