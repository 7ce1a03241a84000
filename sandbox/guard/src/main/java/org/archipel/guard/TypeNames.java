package org.archipel.guard;

import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;

/** Types that a class is declared with. What the JDK makes at the first use is not to be made where the stack ends. */
public final class TypeNames {
    private TypeNames() {}

    public static Type getGenericSuperclass(Class<?> type) {
        StackRoom.check();
        return type.getGenericSuperclass();
    }

    public static Type[] getGenericInterfaces(Class<?> type) {
        StackRoom.check();
        return type.getGenericInterfaces();
    }

    public static TypeVariable<?>[] getTypeParameters(Class<?> type) {
        StackRoom.check();
        return type.getTypeParameters();
    }

    public static TypeVariable<?>[] getTypeParameters(GenericDeclaration declaration) {
        StackRoom.check();
        return declaration.getTypeParameters();
    }
}
