package org.archipel.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the project's extension for each test of the class, as a new installation with nothing stored yet. Test methods take a {@link
 * TestPlatform}. The container is started once for all tests of a JVM, which run one after the other.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(TestKit.class)
public @interface ExtensionTest {
    /** The configuration of the installation, as JSON. */
    String config() default "{}";

    /** Resources of the permission vocabulary, such as {@code network}, that are not granted; all else that is asked for is. */
    String[] refused() default {};
}
