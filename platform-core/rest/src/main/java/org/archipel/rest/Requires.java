package org.archipel.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Members that the body of one operation must have although others of the same type go without them; a request without one is answered
 * 400 with its pointer, and the OpenAPI document tells them. What no request of a type goes without says so itself, by {@link
 * com.fasterxml.jackson.annotation.JsonProperty#required()}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Requires {
    /** Their names. */
    String[] value();
}
