/** Files that tests read and the project does not hold. */
package dev.graft.testkit.files;
