package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.archipel.sandbox.internal.island.Islands;
import org.archipel.sandbox.internal.wall.PlatformWork;
import org.osgi.framework.BundleReference;

/**
 * Types that JSON of an extension may turn into: its own, and plain values. Others have constructors and setters that do more than
 * hold a value: some open files or connections.
 */
public final class BindableTypes {
    private static final Set<String> PACKAGES = Set.of("java.time", "java.util.concurrent.atomic", "java.math");
    private static final String API = "org.archipel.api.";
    private static final Set<String> NAMES = Set.of(
            "java.lang.Object",
            "java.lang.String",
            "java.lang.CharSequence",
            "java.lang.StringBuilder",
            "java.lang.Number",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Character",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Void",
            "java.lang.Comparable",
            "java.lang.Iterable",
            "java.lang.StackTraceElement",
            "java.io.Serializable",
            "java.net.URI",
            "java.nio.ByteBuffer",
            "java.nio.charset.Charset",
            "java.util.AbstractCollection",
            "java.util.AbstractList",
            "java.util.AbstractMap",
            "java.util.AbstractSet",
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.BitSet",
            "java.util.Calendar",
            "java.util.Collection",
            "java.util.Currency",
            "java.util.Date",
            "java.util.Deque",
            "java.util.EnumMap",
            "java.util.EnumSet",
            "java.util.GregorianCalendar",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.Iterator",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.List",
            "java.util.Locale",
            "java.util.Map",
            "java.util.Map$Entry",
            "java.util.NavigableMap",
            "java.util.NavigableSet",
            "java.util.Optional",
            "java.util.OptionalDouble",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.PriorityQueue",
            "java.util.Properties",
            "java.util.Queue",
            "java.util.Set",
            "java.util.SortedMap",
            "java.util.SortedSet",
            "java.util.TimeZone",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.util.UUID",
            "java.util.Vector",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.ConcurrentSkipListMap",
            "java.util.concurrent.ConcurrentSkipListSet",
            "java.util.concurrent.CopyOnWriteArrayList",
            // By which Jackson makes a StackTraceElement.
            "com.fasterxml.jackson.databind.deser.std.StackTraceElementDeserializer$Adapter");

    private BindableTypes() {}

    /** Whether the platform may make values of the type for an extension. */
    public static boolean contains(Class<?> type) {
        return type.isPrimitive()
                || type.isArray() && contains(type.getComponentType())
                || NAMES.contains(type.getName())
                || PACKAGES.contains(type.getPackageName())
                || JsonNode.class.isAssignableFrom(type)
                || type.getName().startsWith(API)
                || own(type);
    }

    private static boolean own(Class<?> type) {
        return PlatformWork.get(() -> type.getClassLoader() instanceof BundleReference reference
                && Islands.isExtension(reference.getBundle()));
    }
}
