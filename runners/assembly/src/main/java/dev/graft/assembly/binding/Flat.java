package dev.graft.assembly.binding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the component of a record whose settings stand beside the record's own in one mapping:
 * {@code {type: mobilenet_v2, engine: tensorflow, alpha: 0.35}}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Flat {}
