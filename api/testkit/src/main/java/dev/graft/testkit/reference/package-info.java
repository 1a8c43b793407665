/**
 * An engine in plain Java, slow and obvious: the truth that engines are compared with.
 *
 * @since 0.1
 */
package dev.graft.testkit.reference;
