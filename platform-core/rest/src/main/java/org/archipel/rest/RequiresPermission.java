package org.archipel.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The permission that a caller needs for a resource method. Every method carries this, {@link
 * AuthenticatedRoute} or {@link PublicRoute}; others answer 403. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RequiresPermission {
    ApiPermission value();

    /** Others of which each is enough as well. */
    ApiPermission[] or() default {};
}
