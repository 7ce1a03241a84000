package org.archipel.sandbox.internal.hook;

import java.util.ArrayList;
import java.util.List;
import org.archipel.sandbox.internal.wall.PlatformWork;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Puts all hooks in place in one step, before any extension resolves: hooks that come one by one would see a half-hidden framework,
 * and a bundle that is wired already stays wired.
 */
@Component(service = VisibilityHooks.class, immediate = true)
public final class VisibilityHooks {
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public VisibilityHooks(BundleContext context) {
        WiringVisibility wiring = new WiringVisibility();
        BundleVisibility bundles = new BundleVisibility(context.getBundle());
        ServiceVisibility services = new ServiceVisibility(context.getBundle());
        registrations.add(context.registerService(ResolverHookFactory.class, wiring, null));
        // Whoever asks the framework is among the callers of a hook; the answer is the platform's.
        registrations.add(context.registerService(
                org.osgi.framework.hooks.bundle.FindHook.class,
                (asking, found) -> PlatformWork.run(() -> bundles.find(asking, found)),
                null));
        registrations.add(context.registerService(
                EventHook.class, (event, listeners) -> PlatformWork.run(() -> bundles.event(event, listeners)), null));
        registrations.add(context.registerService(
                FindHook.class,
                (asking, name, filter, all, found) ->
                        PlatformWork.run(() -> services.find(asking, name, filter, all, found)),
                null));
        registrations.add(context.registerService(
                EventListenerHook.class,
                (event, listeners) -> PlatformWork.run(() -> services.event(event, listeners)),
                null));
    }

    @Deactivate
    void withdraw() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
