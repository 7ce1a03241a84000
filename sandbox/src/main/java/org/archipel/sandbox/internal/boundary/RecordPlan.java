package org.archipel.sandbox.internal.boundary;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.archipel.sandbox.internal.wall.PlatformWork;

/** How a record of the platform API is taken apart and put together again. */
final class RecordPlan {
    private static final ClassValue<RecordPlan> PLANS = new ClassValue<>() {
        @Override
        protected RecordPlan computeValue(Class<?> type) {
            return PlatformWork.get(() -> new RecordPlan(type));
        }
    };

    private final MethodHandle constructor;
    private final MethodHandle[] accessors;

    private RecordPlan(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            accessors = new MethodHandle[components.length];
            for (int i = 0; i < components.length; i++) {
                accessors[i] = lookup.unreflect(components[i].getAccessor())
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of the platform API are public", e);
        }
    }

    static RecordPlan of(Class<?> type) {
        return PLANS.get(type);
    }

    /** The record with each component replaced; the very same one if no component changes. */
    Object map(Object value, UnaryOperator<Object> mapping) {
        try {
            Object[] components = new Object[accessors.length];
            boolean same = true;
            for (int i = 0; i < components.length; i++) {
                Object component = (Object) accessors[i].invokeExact(value);
                components[i] = mapping.apply(component);
                same &= components[i] == component;
            }
            return same ? value : (Object) constructor.invokeExact(components);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new UncrossableException("a record cannot be copied");
        }
    }
}
