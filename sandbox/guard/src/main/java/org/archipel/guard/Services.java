package org.archipel.guard;

import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Providers within an extension of interfaces of its own, as its libraries look for them. */
public final class Services {
    private Services() {}

    /** @throws SecurityException if the service is not one of the extension's own classes */
    public static Object load(Class<?> service, Class<?> caller) {
        StackRoom.check();
        if (OwnAct.of(service::getClassLoader) != OwnAct.of(caller::getClassLoader)) {
            throw new SecurityException("not allowed to extensions: java.util.ServiceLoader.load of "
                    + service.getName() + ", which is not their own");
        }
        return ServiceLoader.load(service, OwnLoader.of(caller));
    }

    /** @param loader makes no difference: an extension knows none but its own */
    public static Object load(Class<?> service, ClassLoader loader, Class<?> caller) {
        return load(service, caller);
    }

    public static Stream<?> stream(ServiceLoader<?> services) {
        return Streams.checked(services.stream());
    }
}
