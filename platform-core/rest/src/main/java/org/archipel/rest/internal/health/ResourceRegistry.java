package org.archipel.rest.internal.health;

import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.archipel.rest.PlatformApi;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.jaxrs.runtime.JaxrsServiceRuntime;
import org.osgi.service.jaxrs.runtime.dto.ApplicationDTO;
import org.osgi.service.jaxrs.whiteboard.JaxrsWhiteboardConstants;

/** The resources and extensions of the platform's application: which are meant for it, and whether the whiteboard has them all. */
@Component(service = ResourceRegistry.class)
public final class ResourceRegistry {
    private static final String SELECTED = "(" + JaxrsWhiteboardConstants.JAX_RS_APPLICATION_SELECT + "="
            + PlatformApi.SELECT.replace("(", "\\(").replace(")", "\\)") + ")";
    private static final String RESOURCES =
            "(&(" + JaxrsWhiteboardConstants.JAX_RS_RESOURCE + "=true)" + SELECTED + ")";
    private static final String EXTENSIONS =
            "(&(" + JaxrsWhiteboardConstants.JAX_RS_EXTENSION + "=true)" + SELECTED + ")";

    private final BundleContext context;

    /** The whiteboard is looked up each time: the gate stands before it is there, and must not wait for it. */
    @Activate
    public ResourceRegistry(BundleContext context) {
        this.context = context;
    }

    /** Whether the application is up and has each resource and extension that selects it. */
    public boolean isComplete() {
        ServiceReference<JaxrsServiceRuntime> reference = context.getServiceReference(JaxrsServiceRuntime.class);
        JaxrsServiceRuntime runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return false;
        }
        try {
            return Arrays.stream(runtime.getRuntimeDTO().applicationDTOs)
                    .filter(candidate -> PlatformApi.NAME.equals(candidate.name))
                    .findFirst()
                    .map(this::hasAll)
                    .orElse(false);
        } catch (ConcurrentModificationException e) {
            // The whiteboard's own lists, which it changes while it is asked.
            return false;
        } finally {
            context.ungetService(reference);
        }
    }

    private boolean hasAll(ApplicationDTO application) {
        return application.resourceDTOs.length == references(RESOURCES).size()
                && application.extensionDTOs.length == references(EXTENSIONS).size();
    }

    /** References to the resources of the platform's application. */
    public List<ServiceReference<?>> resources() {
        return references(RESOURCES);
    }

    private List<ServiceReference<?>> references(String filter) {
        try {
            ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter is valid", e);
        }
    }
}
