package org.archipel.sandbox.test;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.archipel.sandbox.internal.island.SandboxConfig;
import org.osgi.framework.BundleContext;

/** Settings as framework properties would give them. */
public final class Settings {
    private Settings() {}

    /** @param pairs names and values in turn */
    public static SandboxConfig of(String... pairs) {
        return new SandboxConfig(context(pairs));
    }

    /** A bundle's context that knows of nothing but settings. */
    public static BundleContext context(String... pairs) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> settings.get((String) arguments[0]));
    }
}
