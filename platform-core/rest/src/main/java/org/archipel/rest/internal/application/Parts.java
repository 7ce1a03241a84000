package org.archipel.rest.internal.application;

import java.util.Arrays;
import java.util.List;
import org.archipel.rest.PlatformProvider;
import org.archipel.rest.PlatformResource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The services that the platform's application is made of, as they are now. Thread-safe. */
@Component(service = Parts.class)
public final class Parts {
    private static final String RESOURCES = "(" + PlatformResource.PROPERTY + "=true)";
    private static final String PROVIDERS = "(" + PlatformProvider.PROPERTY + "=true)";
    /** Filter of all of them. */
    public static final String ALL = "(|" + RESOURCES + PROVIDERS + ")";

    private static final String EXTENSION_LOCATION = "extension:";

    private final BundleContext context;

    @Activate
    public Parts(BundleContext context) {
        this.context = context;
    }

    /** References to the resources, in no order. */
    public List<ServiceReference<?>> resources() {
        return find(RESOURCES);
    }

    /** References to the providers, in no order. */
    public List<ServiceReference<?>> providers() {
        return find(PROVIDERS);
    }

    private List<ServiceReference<?>> find(String filter) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
            return found == null
                    ? List.of()
                    : Arrays.stream(found).filter(Parts::isOfThePlatform).toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter is valid", e);
        }
    }

    /** No extension can mark a service so; if one could, it would still be no part of the platform. */
    private static boolean isOfThePlatform(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle != null && !bundle.getLocation().startsWith(EXTENSION_LOCATION);
    }
}
