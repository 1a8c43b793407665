package dev.graft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that may change in any release: what most plugins never name, such as what engines
 * are built with. Who uses it says so in the range of API versions of the manifest, and looks again
 * at each release. The opposite of {@link Stable}.
 *
 * @since 0.1
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Evolving {}
