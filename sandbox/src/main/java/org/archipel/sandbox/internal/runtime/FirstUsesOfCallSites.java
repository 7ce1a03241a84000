package org.archipel.sandbox.internal.runtime;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.format.FormatStyle;
import java.util.List;

/** Those of {@link FirstUses} that what javac writes comes by: switches over patterns, methods of records, descriptions of constants. */
final class FirstUsesOfCallSites {
    private FirstUsesOfCallSites() {}

    // By reflection: javac for Java 17 does not know them, but the JDK has them, and whoever writes bytecode can use
    // them.
    static Object switches() throws Exception {
        return List.of(
                chosen("typeSwitch", Object.class, "a", Integer.class, String.class),
                chosen("typeSwitch", Object.class, 7, 8, "a", 7),
                chosen("enumSwitch", FormatStyle.class, FormatStyle.LONG, "FULL", "LONG"));
    }

    private static Object chosen(String kind, Class<?> type, Object value, Object... labels) throws Exception {
        Method bootstrap = Class.forName("java.lang.runtime.SwitchBootstraps")
                .getMethod(kind, MethodHandles.Lookup.class, String.class, MethodType.class, Object[].class);
        MethodType site = MethodType.methodType(int.class, type, int.class);
        MethodHandle choice =
                ((CallSite) bootstrap.invoke(null, MethodHandles.lookup(), kind, site, labels)).getTarget();
        try {
            return choice.invokeWithArguments(value, 0);
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private record Values(
            Object any,
            boolean truth,
            byte octet,
            short few,
            char letter,
            int number,
            long many,
            float part,
            double real) {}

    static Object records() {
        Values values = new Values("a", true, (byte) 1, (short) 2, 'c', 4, 5, 6, 7);
        Values same = new Values("a", true, (byte) 1, (short) 2, 'c', 4, 5, 6, 7);
        return List.of(values.equals(same), values.hashCode(), values.toString());
    }

    static Object descriptions() {
        return List.of(
                String.class.describeConstable(),
                int[].class.describeConstable(),
                FormatStyle.FULL.describeConstable());
    }
}
