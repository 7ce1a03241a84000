package org.archipel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A permission that the extension asks for. Stands where it is needed: on the component that uses it, or beside {@link
 * Extension}; all of an extension's are gathered.
 *
 * <p>An administrator reads the reason before consenting. Ask for as little as will do: what is not required can be refused, and
 * is then answered with a {@code PermissionDeniedException} at the call.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Repeatable(NeedsPermission.List.class)
public @interface NeedsPermission {
    /** A resource of the permission vocabulary, for example {@code network}. */
    String resource();

    /** Actions of that resource, for example {@code connect}. */
    String[] actions();

    /** What narrows the permission; all must hold. */
    Condition[] conditions() default {};

    /** Whether the extension is of no use without it. */
    boolean required() default true;

    /** Why, in plain words. */
    String reason();

    /** Narrows a permission. */
    @Retention(RetentionPolicy.CLASS)
    @Target({})
    @interface Condition {
        /** For example {@code hosts} or {@code entities}. */
        String type();

        /** The allowed values, any of which suffices. */
        String[] values();
    }

    /** Several permissions. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.PACKAGE})
    @interface List {
        NeedsPermission[] value();
    }
}
