package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.archipel.sandbox.test.Sources;
import org.junit.jupiter.api.Test;

class MentionedClassesTest {
    @Test
    void everyKindOfMentionIsFound() {
        Map<String, byte[]> types = Sources.compile("com.acme.Sample", """
                package com.acme;
                class Sample extends java.util.ArrayList<String> {
                    private java.util.UUID field;
                    @Marked(of = java.util.Optional.class, all = {java.util.OptionalInt.class}, unit = java.time.DayOfWeek.MONDAY)
                    private java.util.List<? extends java.util.Map.Entry<java.util.TimeZone, java.util.Vector<?>[]>> generic;
                    record Pair<T extends java.util.Formatter>(java.util.Set<java.util.StringJoiner> of) {}
                    @interface Marked { Class<?> of(); Class<?>[] all(); java.time.DayOfWeek unit(); Class<?> more() default java.util.Timer.class; }
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
                """);
        Set<String> mentioned = new HashSet<>();
        types.values().forEach(type -> mentioned.addAll(MentionedClasses.of(type)));

        assertThat(mentioned)
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
                        "com.acme.Sample$Marked",
                        "java.util.Optional",
                        "java.util.OptionalInt",
                        "java.time.DayOfWeek",
                        "java.util.TimeZone",
                        "java.util.Vector",
                        "java.util.Formatter",
                        "java.util.StringJoiner",
                        "java.util.Timer",
                        "java.lang.Object")
                .doesNotContain("long", "void", "");
    }
}
