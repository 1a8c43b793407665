/** Programs that tests run in processes of their own. */
package dev.graft.testkit.process;
