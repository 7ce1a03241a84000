package org.archipel.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * One line on what a resource method does or what a parameter means; on a resource, the name of the group in which readers find its
 * operations, which several resources may share. It goes into the OpenAPI document. Parameters whose name says it need none: an id in
 * the path, {@code wait}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PARAMETER, ElementType.FIELD})
public @interface Summary {
    String value();
}
