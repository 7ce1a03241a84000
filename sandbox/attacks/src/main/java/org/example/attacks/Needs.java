package org.example.attacks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A permission that the extension of an attack is granted, beside that of serving its address. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Needs {
    String resource();

    String action();

    /** The type of the one condition; none if empty. */
    String condition() default "";

    String[] values() default {};
}
