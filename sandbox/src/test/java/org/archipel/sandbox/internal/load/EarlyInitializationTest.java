package org.archipel.sandbox.internal.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;

class EarlyInitializationTest {
    private static boolean isInitialized(Class<?> type) throws ReflectiveOperationException {
        // Nothing else tells without doing it; javac warns of its use in code.
        Class<?> unsafe = Class.forName("sun.misc.Unsafe");
        Field only = unsafe.getDeclaredField("theUnsafe");
        only.setAccessible(true);
        return !(boolean) unsafe.getMethod("shouldBeInitialized", Class.class).invoke(only.get(null), type);
    }

    private static Class<?> named(String name) throws ClassNotFoundException {
        return Class.forName(name, false, EarlyInitializationTest.class.getClassLoader());
    }

    /** A class of an extension, and its loader. */
    private static Class<?> extending(String declaration) throws ClassNotFoundException {
        Map<String, byte[]> classes = Sources.compile("com.acme.A", "package com.acme; " + declaration);
        ClassLoader own = new ClassLoader(EarlyInitializationTest.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name.replace('.', '/') + ".class");
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        return Class.forName("com.acme.A", false, own);
    }

    @Test
    void whatMayBeUsedOfTheJdkIsInitialized() throws ReflectiveOperationException {
        Class<?> safe = named("java.util.concurrent.atomic.DoubleAccumulator");
        Class<?> denied = named("java.util.concurrent.ForkJoinTask$AdaptedRunnable");
        assertThat(isInitialized(safe)).isFalse();

        EarlyInitialization initialization = new EarlyInitialization(getClass().getClassLoader());
        initialization.addMentioned(safe);
        initialization.addMentioned(denied);
        initialization.run();

        assertThat(isInitialized(safe)).isTrue();
        assertThat(isInitialized(denied)).isFalse();
    }

    @Test
    void whatClassesExtendIsInitializedButNotTheyThemselvesNorTheDesktop() throws ReflectiveOperationException {
        Class<?> own = extending("public abstract class A extends java.util.concurrent.RecursiveAction"
                + " implements javax.swing.text.TabExpander, java.util.concurrent.TransferQueue<String> {}");
        Class<?> desktop = extending("public class A extends javax.swing.text.StyleContext {}");
        Class<?> parent = named("java.util.concurrent.ForkJoinTask");

        EarlyInitialization initialization = new EarlyInitialization(own.getClassLoader());
        initialization.addParents(own);
        initialization.run();
        EarlyInitialization other = new EarlyInitialization(desktop.getClassLoader());
        other.addParents(desktop);
        other.run();

        assertThat(isInitialized(named("java.util.concurrent.RecursiveAction"))).isTrue();
        assertThat(isInitialized(parent)).isTrue();
        assertThat(isInitialized(named("java.util.concurrent.TransferQueue"))).isTrue();
        assertThat(isInitialized(own)).isFalse();
        assertThat(isInitialized(named("javax.swing.text.StyleContext"))).isFalse();
    }
}
