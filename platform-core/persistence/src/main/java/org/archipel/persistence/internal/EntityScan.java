package org.archipel.persistence.internal;

import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Finds the classes that JPA has to know. */
public final class EntityScan {
    private static final List<Class<? extends Annotation>> MARKS =
            List.of(Entity.class, Embeddable.class, MappedSuperclass.class, Converter.class);

    private EntityScan() {}

    /** The names among these of classes that JPA has to know, sorted. */
    public static List<String> entities(Collection<String> classNames, ClassLoader loader) {
        return classNames.stream()
                .filter(name -> !name.endsWith("package-info") && isMarked(name, loader))
                .sorted()
                .toList();
    }

    private static boolean isMarked(String className, ClassLoader loader) {
        try {
            var type = Class.forName(className, false, loader);
            return Stream.of(type.getDeclaredAnnotations())
                    .anyMatch(annotation -> MARKS.contains(annotation.annotationType()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The class " + className + " is in the bundle, but does not load", e);
        }
    }
}
