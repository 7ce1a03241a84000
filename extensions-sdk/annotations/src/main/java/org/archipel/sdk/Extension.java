package org.archipel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what the extension is. Stands once in an extension: on a class or on a package.
 *
 * <p>The extension's version is that of its project. Paths name files of the project's resources.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface Extension {
    /** Reverse-DNS id below a domain of the publisher, for example {@code com.acme.invoices}. Never changes. */
    String id();

    /** The name that people see. */
    String name();

    /** What it does for its users, in at most 500 characters. */
    String description();

    Category category();

    /** Who is answerable for it. */
    String publisher();

    /** Words to find it by: lower-case letters, digits and hyphens. */
    String[] tags() default {};

    /** The platform versions that it works on, as an OSGi version range. */
    String platform() default "[1.0,2)";

    /** Path of the JSON Schema (2020-12) of its configuration; empty if there is nothing to configure. */
    String configSchema() default "";

    /** Path of its documentation in Markdown; empty for none. */
    String documentation() default "";

    /** Path of its change log in Markdown; empty for none. */
    String changelog() default "";

    /** Path of an icon in the bundle; empty for none. */
    String icon() default "";

    /** Paths of screenshots in the bundle. */
    String[] screenshots() default {};
}
