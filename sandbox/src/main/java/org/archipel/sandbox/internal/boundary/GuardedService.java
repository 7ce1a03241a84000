package org.archipel.sandbox.internal.boundary;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.ConfigMigration;
import org.archipel.api.extension.HealthCheck;
import org.archipel.sandbox.internal.governor.CallBudget;

/** What the platform holds of a service of an extension. */
final class GuardedService implements InvocationHandler {
    private static final Set<Class<?>> PLATFORM = Set.of(HealthCheck.class, ConfigMigration.class);

    private final Class<?> type;
    private final Supplier<?> service;
    private final ClassLoader loader;
    private final IslandCalls calls;
    private final CallBudget budget;
    private final Runnable admission;
    // Whether it is clients that call it, and not the platform for itself.
    private final boolean clients;
    // Set for a session, which keeps its island occupied until it is closed.
    private final AtomicBoolean open;

    private GuardedService(
            Class<?> type,
            Supplier<?> service,
            ClassLoader loader,
            IslandCalls calls,
            CallBudget budget,
            Runnable admission,
            AtomicBoolean open) {
        this.type = type;
        this.service = service;
        this.loader = loader;
        this.calls = calls;
        this.budget = budget;
        this.admission = admission;
        this.clients = !PLATFORM.contains(type);
        this.open = open;
    }

    /**
     * @param service asked at every call, on the extension's thread
     * @param admission asked before every call of the service and of what it opened, but for its end; throws if it may not be called now
     */
    static <T> T of(
            Class<T> type,
            Supplier<T> service,
            ClassLoader loader,
            IslandCalls calls,
            CallBudget budget,
            Runnable admission) {
        return type.cast(
                proxy(type, new GuardedService(type, service, loader, calls, budget, admission, new AtomicBoolean())));
    }

    /**
     * The calls of the island that a guarded service comes from.
     *
     * @throws IllegalArgumentException if it is not guarded
     */
    static IslandCalls islandOf(Object guarded) {
        if (Proxy.isProxyClass(guarded.getClass())
                && Proxy.getInvocationHandler(guarded) instanceof GuardedService service) {
            return service.calls;
        }
        throw new IllegalArgumentException("not a guarded service of an extension");
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return ObjectMethods.invoke(proxy, method, arguments, "guarded " + type.getSimpleName());
        }
        try {
            return ApiTypes.service(method.getReturnType()) ? session(method, arguments) : answer(method, arguments);
        } finally {
            if (method.getName().equals("close") && open.compareAndSet(true, false)) {
                calls.exit();
            }
        }
    }

    private Object answer(Method method, Object[] arguments) {
        if (!method.getName().equals("close")) {
            admission.run();
        }
        Supplier<String> what = () -> type.getSimpleName() + "." + method.getName();
        if (!clients) {
            return calls.ask(what, budget, loader, () -> cross(method, arguments));
        }
        Object result = calls.call(what, budget, loader, () -> cross(method, arguments));
        calls.tally().answered();
        return result;
    }

    // It is the caller who keeps the island occupied: who has given up does not close what comes later.
    private Object session(Method method, Object[] arguments) {
        if (!calls.enter()) {
            throw new PlatformException(ErrorCode.INTEGRATION_ERROR, "the extension is being replaced");
        }
        Object session = null;
        try {
            session = answer(method, arguments);
            return session == null ? null : opened(method.getReturnType(), session);
        } finally {
            if (session == null) {
                calls.exit();
            }
        }
    }

    private Object opened(Class<?> declared, Object session) {
        return proxy(
                declared,
                new GuardedService(declared, () -> session, loader, calls, budget, admission, new AtomicBoolean(true)));
    }

    // On the extension's thread: its own equals, size or iterator may run while its values are copied.
    private Object cross(Method method, Object[] arguments) throws ReflectiveOperationException {
        Object target = service.get();
        if (target == null) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "a component could not be activated");
        }
        Object result = method.invoke(target, in(method, arguments));
        return ApiTypes.service(method.getReturnType()) ? result : Crossing.copy(result);
    }

    private static Object[] in(Method method, Object[] arguments) {
        if (arguments == null) {
            return new Object[0];
        }
        Class<?>[] types = method.getParameterTypes();
        Object[] copies = new Object[arguments.length];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = ApiTypes.service(types[i]) ? host(types[i], arguments[i]) : Crossing.copy(arguments[i]);
        }
        return copies;
    }

    private static <T> T host(Class<T> type, Object service) {
        return HostService.wrap(type, type.cast(service), () -> {});
    }
}
