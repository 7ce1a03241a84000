package org.archipel.sandbox.internal.load;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnnotationValuesTest {
    enum Missing {
        VALUE
    }

    @interface OfLibrary {
        Missing value();
    }

    /** Has the annotation, but not the type of its value. */
    private static final class Partial extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Missing.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            if (!name.equals(OfLibrary.class.getName())) {
                return super.loadClass(name, resolve);
            }
            try (InputStream code = OfLibrary.class.getResourceAsStream("AnnotationValuesTest$OfLibrary.class")) {
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void annotationsWhoseTypesAreMissingAreNone() {
        Set<String> names = Set.of(OfLibrary.class.getName());

        assertThatCode(() -> AnnotationValues.make(names, new Partial())).doesNotThrowAnyException();
    }
}
