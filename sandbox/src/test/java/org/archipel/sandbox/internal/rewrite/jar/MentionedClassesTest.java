package org.archipel.sandbox.internal.rewrite.jar;

import static org.assertj.core.api.Assertions.assertThat;

import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;

class MentionedClassesTest {
    @Test
    void everyKindOfMentionIsFound() {
        byte[] type = Sources.compile("com.acme.Sample", """
                package com.acme;
                class Sample extends java.util.ArrayList<String> {
                    private java.util.UUID field;
                    native void declared(java.util.BitSet[][] a, long b) throws java.io.IOException;
                    Object calls(Object o) {
                        try {
                            java.util.function.Supplier<java.util.Locale> s = java.util.Locale::getDefault;
                            return o instanceof java.util.Map.Entry ? s.get() : java.time.LocalDate.now().atTime(1, 2);
                        } catch (java.util.MissingResourceException e) {
                            return java.util.Currency[].class;
                        }
                    }
                }
                """).get("com/acme/Sample.class");

        assertThat(MentionedClasses.of(type))
                .contains(
                        "com.acme.Sample",
                        "java.util.ArrayList",
                        "java.util.UUID",
                        "java.util.BitSet",
                        "java.io.IOException",
                        "java.util.Locale",
                        "java.util.function.Supplier",
                        "java.util.Map$Entry",
                        "java.time.LocalDate",
                        "java.time.LocalDateTime",
                        "java.util.MissingResourceException",
                        "java.util.Currency",
                        "java.lang.Object")
                .doesNotContain("long", "void", "");
    }
}
