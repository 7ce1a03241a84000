package org.archipel.sandbox.internal.context;

import org.archipel.api.extension.ExtensionContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Offers the extension context; who receives it is told by the location of the bundle that asks. */
@Component(
        service = {},
        immediate = true)
public final class ContextRegistration implements ServiceFactory<ExtensionContext> {
    private final ExtensionServices services;
    private final ServiceRegistration<?> registration;

    @Activate
    public ContextRegistration(BundleContext context, @Reference ExtensionServices services) {
        this.services = services;
        this.registration = context.registerService(ExtensionContext.class, this, null);
    }

    @Deactivate
    void withdraw() {
        registration.unregister();
    }

    @Override
    public ExtensionContext getService(Bundle bundle, ServiceRegistration<ExtensionContext> asked) {
        return services.contextOf(bundle.getLocation());
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<ExtensionContext> asked, ExtensionContext context) {
        // The island's services live until it is dismissed.
    }
}
