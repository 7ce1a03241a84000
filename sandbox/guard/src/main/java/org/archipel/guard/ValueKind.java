package org.archipel.guard;

import java.nio.Buffer;
import java.text.Annotation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.Collection;
import java.util.Date;
import java.util.EventObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What code of the JDK and of libraries does in one piece with the values of a class. Code of extensions passes checkpoints itself, so
 * what counts of a class of theirs is what it inherits.
 *
 * @param holds whether they hold other values, characters or bits, and are gone through
 * @param compared whether code without checkpoints hashes or compares them, and takes longer for some than for others
 * @param written whether code without checkpoints makes texts of them, which may be long
 * @param foreign whether they are of the JDK or of a library of the platform
 * @param table whether they may be hash tables with many empty places, or show one
 */
record ValueKind(boolean holds, boolean compared, boolean written, boolean foreign, boolean table) {
    private static final List<Class<?>> HOLDERS = List.of(
            CharSequence.class,
            Buffer.class,
            BitSet.class,
            AtomicIntegerArray.class,
            AtomicLongArray.class,
            Collection.class,
            Map.class,
            Object[].class,
            Map.Entry.class,
            Optional.class,
            AtomicReference.class,
            AtomicReferenceArray.class,
            EventObject.class,
            Annotation.class);
    // Whose parts the platform knows.
    private static final List<String> PARTED = List.of(
            "com.fasterxml.jackson.databind.node.ArrayNode",
            "com.fasterxml.jackson.databind.node.ObjectNode",
            "com.fasterxml.jackson.databind.node.POJONode",
            "com.fasterxml.jackson.databind.node.TextNode",
            "com.fasterxml.jackson.databind.node.BinaryNode",
            "com.fasterxml.jackson.databind.node.BigIntegerNode",
            "com.fasterxml.jackson.databind.node.DecimalNode",
            "com.fasterxml.jackson.databind.type.",
            "com.fasterxml.jackson.databind.util.RawValue",
            "javax.ws.rs.core.GenericEntity",
            "org.archipel.api.");
    private static final List<String> LIBRARIES = List.of(
            "com.fasterxml.jackson.",
            "javax.ws.rs.",
            "org.apache.cxf.",
            "org.slf4j.",
            "org.archipel.",
            "ch.qos.logback.");
    private static final List<String> TABLES = List.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.Collections$",
            "javax.ws.rs.core.Multivalued");
    // Small all of them, and there are many.
    private static final Set<Class<?>> LIGHT = Set.of(
            Boolean.class,
            Character.class,
            Class.class,
            UUID.class,
            Date.class,
            Locale.class,
            Instant.class,
            Duration.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            ZoneOffset.class,
            ZoneId.of("Europe/Berlin").getClass());

    private static final ClassValue<ValueKind> KINDS = new ClassValue<>() {
        @Override
        protected ValueKind computeValue(Class<?> type) {
            // Looking into a class may load others.
            StackRoom.check();
            return OwnAct.of(() -> kind(type));
        }
    };

    static ValueKind of(Object value) {
        return KINDS.get(value.getClass());
    }

    private static ValueKind kind(Class<?> type) {
        Class<?> inherited = type;
        while (!isForeign(inherited)) {
            inherited = inherited.getSuperclass();
        }
        String name = inherited.getName();
        boolean light = LIGHT.contains(inherited) || Number.class.isAssignableFrom(inherited) && !isLong(inherited);
        return new ValueKind(
                HOLDERS.stream().anyMatch(holder -> holder.isAssignableFrom(type))
                        || PARTED.stream().anyMatch(type.getName()::startsWith),
                !light && (declares(inherited, "hashCode") || declares(inherited, "equals", Object.class)),
                !light && declares(inherited, "toString"),
                inherited == type,
                TABLES.stream().anyMatch(name::startsWith));
    }

    private static boolean isLong(Class<?> type) {
        return type.getName().startsWith("java.math.");
    }

    private static boolean isForeign(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || LIBRARIES.stream().anyMatch(type.getName()::startsWith);
    }

    // Other than as all objects do it, and records and enums, whose code is their own or looks at a name.
    private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
        try {
            Class<?> declaring = type.getMethod(method, parameters).getDeclaringClass();
            return declaring != Object.class && declaring != Record.class && declaring != Enum.class;
        } catch (NoSuchMethodException | LinkageError e) {
            // A library may mention what is not there.
            return true;
        }
    }
}
