/** An engine in plain Java, slow and obvious: the truth that engines are compared with. */
package dev.graft.testkit.reference;
