package org.archipel.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a resource method whose Java type is {@code Response} answers when it succeeds; it goes into the OpenAPI document. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Answers {
    /** What the body is; none without a body, several where it is one of them. */
    Class<?>[] value() default {};

    int status() default 200;

    /** Another status with the same body, such as 201 of a method that makes or replaces. */
    int or() default 0;

    /** What the body of 202 is, where work may go on after the answer. */
    Class<?> accepted() default void.class;
}
