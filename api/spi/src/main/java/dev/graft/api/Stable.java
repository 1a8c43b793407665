package dev.graft.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type that plugins can build on: compiled against one release of an API version
 * (major.minor), they run with every later release of it. What has to go is deprecated for one API
 * version first, with what takes its place. A type that plugins implement gets methods with a
 * default only; one that Graft or an engine implements may get others in a new API version. The
 * build holds it (japicmp, against the last release).
 *
 * <p>Every public type is marked so or {@link Evolving}; what stands inside a type is marked as the
 * type is.
 *
 * @since 0.1
 */
@Stable
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Stable {}
