package org.archipel.sandbox.internal.load;

import java.lang.reflect.Method;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes the enum constants that annotations of an extension may have as their values. Whoever looks at an annotation makes them, if
 * they are not there yet, and so runs code of the extension: the platform looks at those of resources, on threads of its own.
 */
@Component(service = AnnotationValues.class)
public final class AnnotationValues {
    private final PreparedClasses prepared;

    @Activate
    public AnnotationValues(@Reference PreparedClasses prepared) {
        this.prepared = prepared;
    }

    /**
     * To be called on the extension's thread.
     *
     * @throws PlatformException if some cannot be made, and so would be tried to be made again
     */
    public void make(Bundle bundle, ClassLoader loader) {
        prepared.of(bundle).ifPresent(classes -> make(classes.names(), loader));
    }

    static void make(Set<String> classNames, ClassLoader loader) {
        for (String name : classNames) {
            Class<?> type = find(name, loader);
            if (type != null && type.isAnnotation()) {
                for (Method value : values(type)) {
                    make(value.getReturnType());
                }
            }
        }
    }

    private static Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            // Nobody can have it as an annotation then.
            return null;
        }
    }

    private static Method[] values(Class<?> annotation) {
        try {
            return annotation.getDeclaredMethods();
        } catch (LinkageError e) {
            // Types of its values are not there, as with libraries that can do without: nobody can look at it then.
            return new Method[0];
        }
    }

    private static void make(Class<?> declared) {
        Class<?> type = declared.isArray() ? declared.getComponentType() : declared;
        if (type.isEnum() && type.getEnumConstants() == null) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    "the enum " + type.getName() + ", of an annotation, has no values");
        }
    }
}
