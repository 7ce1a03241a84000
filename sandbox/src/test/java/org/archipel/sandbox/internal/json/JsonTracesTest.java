package org.archipel.sandbox.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import org.archipel.sandbox.test.Sources;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class JsonTracesTest {
    private static final String OWN = "package com.acme; import com.fasterxml.jackson.core.*;"
            + " import com.fasterxml.jackson.databind.*; import com.fasterxml.jackson.databind.jsontype.*;"
            + " public class Own implements JsonSerializable { public Own() {}"
            + " public void serialize(JsonGenerator g, SerializerProvider p) throws java.io.IOException { g.writeNull(); }"
            + " public void serializeWithType(JsonGenerator g, SerializerProvider p, TypeSerializer t) {} }";

    private static final class Loader extends ClassLoader {
        private Loader() {
            super(JsonTracesTest.class.getClassLoader());
        }

        private Class<?> define(byte[] bytes) {
            return defineClass("com.acme.Own", bytes, 0, bytes.length);
        }
    }

    private static WeakReference<ClassLoader> used() throws ReflectiveOperationException {
        Map<String, byte[]> classes = Sources.compile("com.acme.Own", OWN);
        Class<?> own = new Loader().define(classes.get("com/acme/Own.class"));
        assertThat(new POJONode(own.getConstructor().newInstance())).hasToString("null");
        assertThat(TypeFactory.defaultInstance().constructType(own).getRawClass())
                .isEqualTo(own);
        return new WeakReference<>(own.getClassLoader());
    }

    /** What Jackson remembers for all would keep an extension in memory for as long as the platform runs. */
    @Test
    void anExtensionThatIsGoneIsForgotten() throws ReflectiveOperationException {
        NodeText.check();
        WeakReference<ClassLoader> loader = used();

        JsonTraces.forget();

        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            System.gc();
            assertThat(loader.get()).isNull();
        });
    }
}
