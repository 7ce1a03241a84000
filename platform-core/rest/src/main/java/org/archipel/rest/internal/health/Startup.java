package org.archipel.rest.internal.health;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.archipel.rest.internal.application.Publication;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Tells what the platform's start still waits for: its start level, bundles, components, and the REST API. */
@Component(service = Startup.class)
public final class Startup {
    private static final String READY_LEVEL = "archipel.startlevel.ready";
    private static final String OWN_PREFIX = "org.archipel.";
    private static final String EXTENSION_LOCATION = "extension:";

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private volatile Bundle incomplete;

    @Activate
    public Startup(BundleContext context, @Reference ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
    }

    /**
     * What the start waits for next, for callers and for the log; empty when the platform is complete. Looked at every few
     * milliseconds of a start, so what comes later is not asked for while something before it is missing.
     */
    public List<String> waitingFor() {
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        int wanted = readyLevel();
        if (framework.adapt(FrameworkStartLevel.class).getStartLevel() < wanted) {
            return List.of("start level " + wanted);
        }
        List<String> stopped = installed()
                .filter(bundle -> shouldRun(bundle, wanted))
                .map(bundle -> "bundle " + bundle.getSymbolicName())
                .toList();
        if (!stopped.isEmpty()) {
            return stopped;
        }
        Optional<Bundle> incomplete = firstIncomplete();
        if (incomplete.isPresent()) {
            return List.of("services of " + incomplete.get().getSymbolicName());
        }
        return isServed() ? List.of() : List.of("the REST API");
    }

    /** Has the application served, of which all parts are there. It is looked up: the start is watched before it is there. */
    private boolean isServed() {
        ServiceReference<Publication> reference = context.getServiceReference(Publication.class);
        Publication publication = reference == null ? null : context.getService(reference);
        if (publication == null) {
            return false;
        }
        try {
            return publication.serve();
        } finally {
            context.ungetService(reference);
        }
    }

    /** One of the platform's bundles with a component that lacks something; that of the last look first, for it mostly still does. */
    private Optional<Bundle> firstIncomplete() {
        Bundle before = incomplete;
        Optional<Bundle> found = Stream.concat(Stream.ofNullable(before), own())
                .filter(this::hasUnsatisfiedComponent)
                .findFirst();
        incomplete = found.orElse(null);
        return found;
    }

    private Stream<Bundle> installed() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !bundle.getLocation().startsWith(EXTENSION_LOCATION));
    }

    private Stream<Bundle> own() {
        return installed()
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith(OWN_PREFIX));
    }

    /** Names of the components that lack something, with what they lack; for the log only. */
    public List<String> unsatisfiedComponents() {
        return own().flatMap(bundle -> components.getComponentDescriptionDTOs(bundle).stream())
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(Startup::isBroken)
                .map(Startup::describe)
                .toList();
    }

    private int readyLevel() {
        String value = context.getProperty(READY_LEVEL);
        return value == null ? 1 : Integer.parseInt(value.strip());
    }

    private static boolean shouldRun(Bundle bundle, int level) {
        BundleStartLevel start = bundle.adapt(BundleStartLevel.class);
        return start != null
                && start.isPersistentlyStarted()
                && start.getStartLevel() <= level
                && bundle.getState() != Bundle.ACTIVE
                && !(bundle.getState() == Bundle.STARTING && start.isActivationPolicyUsed());
    }

    private boolean hasUnsatisfiedComponent(Bundle bundle) {
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs(bundle)) {
            if (components.getComponentConfigurationDTOs(description).stream().anyMatch(Startup::isBroken)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBroken(ComponentConfigurationDTO configuration) {
        return configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
                || configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION;
    }

    private static String describe(ComponentConfigurationDTO configuration) {
        if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
            return configuration.description.name + " failed";
        }
        return configuration.description.name + " lacks "
                + Arrays.stream(configuration.unsatisfiedReferences)
                        .map(reference -> reference.name + (reference.target == null ? "" : " " + reference.target))
                        .toList();
    }
}
