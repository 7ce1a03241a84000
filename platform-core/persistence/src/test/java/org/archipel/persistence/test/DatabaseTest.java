package org.archipel.persistence.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once on Derby and once on PostgreSQL, where that is installed; elsewhere the second run is reported as skipped.
 * The test, its constructor or its {@code @BeforeEach} takes a {@link TestDatabase}, which all tests of the class share.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(DatabaseInvocations.class)
public @interface DatabaseTest {
    /**
     * Whether it runs once more, on a PostgreSQL whose texts are in the order of a language: for orders of texts and pages of lists, in
     * which a small letter may come before a large one and a sign count for nothing.
     */
    boolean inTheOrderOfALanguage() default false;
}
