package org.archipel.sandbox.internal.contribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** Finds what extensions offer. Only the sandbox's own bundle context sees it. */
final class Contributions {
    private final BundleContext context;

    Contributions(BundleContext context) {
        this.context = context;
    }

    /** The bundle of a location, if it is installed. */
    Bundle bundle(String location) {
        return context.getBundle(location);
    }

    /** The services of the type that the bundle in the location offers now, in the order of their registration. */
    <T> List<Contribution<T>> of(String location, Class<T> type) {
        List<Contribution<T>> found = new ArrayList<>();
        Bundle bundle = bundle(location);
        BundleContext own = bundle == null ? null : bundle.getBundleContext();
        ServiceReference<?>[] references = own == null ? null : bundle.getRegisteredServices();
        if (references == null) {
            return found;
        }
        for (ServiceReference<?> reference : references) {
            String[] types = (String[]) reference.getProperty(Constants.OBJECTCLASS);
            if (Arrays.asList(types).contains(type.getName())) {
                @SuppressWarnings("unchecked")
                ServiceReference<T> typed = (ServiceReference<T>) reference;
                found.add(new Contribution<>(type, typed, own, location));
            }
        }
        found.sort((one, other) -> Long.compare(id(one.reference()), id(other.reference())));
        return found;
    }

    private static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }
}
