package org.archipel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Another extension that has to be installed and active for this one to work. It is installed together with this one where the
 * administrator wishes so, and stays while it is needed. Stands beside {@link Extension}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Repeatable(DependsOn.List.class)
public @interface DependsOn {
    /** The other extension's id. */
    String id();

    /** Its versions that will do, as an OSGi version range such as {@code [1.2,2)}; any version if it is empty. */
    String range() default "";

    /** Several extensions. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.PACKAGE})
    @interface List {
        DependsOn[] value();
    }
}
