package org.archipel.sandbox.internal.boundary;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.archipel.api.error.ValidationException;
import org.archipel.guard.StackRoom;
import org.archipel.sandbox.internal.wall.PlatformWork;
import org.slf4j.Logger;

/**
 * What an extension holds of a service of the platform: it is entered with enough stack for all of it, arguments are copied on their
 * way in, the time does not count as the extension's, and services that it returns are wrapped likewise.
 */
public final class HostService implements InvocationHandler {
    private final Object service;
    private final Runnable admission;

    private HostService(Object service, Runnable admission) {
        this.service = service;
        this.admission = admission;
    }

    /**
     * @param type an interface of the platform API
     * @param admission asked before every call, with all who call on the stack; throws if the extension may not call any more
     */
    public static <T> T wrap(Class<T> type, T service, Runnable admission) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new HostService(service, admission)));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Exception {
        if (method.getDeclaringClass() == Object.class) {
            return ObjectMethods.invoke(proxy, method, arguments, "platform service");
        }
        StackRoom.check();
        admission.run();
        Object[] copies = copies(method, arguments);
        IslandCall<?> call = IslandCall.current();
        if (call == null) {
            return invoke(method, copies);
        }
        call.enterHost();
        try {
            return invoke(method, copies);
        } finally {
            call.leaveHost();
        }
    }

    private static Object[] copies(Method method, Object[] arguments) {
        if (arguments == null) {
            return new Object[0];
        }
        Object[] copies = new Object[arguments.length];
        try {
            for (int i = 0; i < copies.length; i++) {
                copies[i] = Crossing.copy(arguments[i]);
            }
        } catch (UncrossableException e) {
            throw new ValidationException("", method.getName() + " does not take " + e.getMessage());
        }
        return copies;
    }

    private Object invoke(Method method, Object[] arguments) throws Exception {
        try {
            return PlatformWork.call(() -> answer(method, arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    private Object answer(Method method, Object[] arguments) throws ReflectiveOperationException {
        Object result = method.invoke(service, arguments);
        if (result instanceof Logger logger) {
            return new HostLogger(logger);
        }
        return result != null && ApiTypes.service(method.getReturnType())
                ? wrapResult(method.getReturnType(), result)
                : result;
    }

    private Object wrapResult(Class<?> type, Object result) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new HostService(result, admission));
    }
}
