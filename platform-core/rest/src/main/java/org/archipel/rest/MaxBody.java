package org.archipel.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The largest request body of a resource method, where the platform's limit for JSON does not fit, such as for uploads. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface MaxBody {
    /** Limit in bytes, unless the property says otherwise. */
    long value();

    /** Framework property that overrides the limit; empty for none. */
    String property() default "";
}
