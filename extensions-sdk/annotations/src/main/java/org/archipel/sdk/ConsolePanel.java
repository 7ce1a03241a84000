package org.archipel.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A page that the extension shows in the console: files of the project's resources below {@code panel/}, in a frame of their own
 * that talks to the extension's REST resources through a bridge. Takes the {@code ui} permission for the slot. Stands beside {@link
 * Extension}, or on any class.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Repeatable(ConsolePanel.List.class)
public @interface ConsolePanel {
    /** Unique within the extension: lower-case letters, digits and hyphens. */
    String name();

    /** What people see. */
    String title();

    /** Where the console shows it, for example {@code dashboard}. */
    String slot();

    /** Path of the page among the project's resources, below {@code panel/}. */
    String entry() default "panel/index.html";

    /** Several panels. */
    @Documented
    @Retention(RetentionPolicy.CLASS)
    @Target({ElementType.TYPE, ElementType.PACKAGE})
    @interface List {
        ConsolePanel[] value();
    }
}
