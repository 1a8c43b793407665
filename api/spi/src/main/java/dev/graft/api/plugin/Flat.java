package dev.graft.api.plugin;

import dev.graft.api.Stable;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of a settings record whose own settings stand beside the record's others in one
 * mapping, instead of in a mapping of their own. It is either
 *
 * <ul>
 *   <li>a record of settings that several components have, such as {@link
 *       dev.graft.api.augmentation.Fill.Settings}: {@code {type: rotate, degrees: 40, fill: wrap}};
 *       or
 *   <li>one of the extension points, whose {@code type} stands there too: {@code {type: conv2d,
 *       name: stem, filters: 32}}; at most one in a record.
 * </ul>
 *
 * <p>The marked component has no {@link Setting} that is told; its record's components have.
 *
 * @since 0.1
 */
@Stable
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flat {}
