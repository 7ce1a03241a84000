package org.archipel.sandbox.internal.runtime;

import java.util.ArrayList;
import java.util.List;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.internal.log.LogRings;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.slf4j.event.Level;

/** Asks Declarative Services how the components of a bundle are. */
final class ComponentStates {
    private final ServiceComponentRuntime components;
    private final LogRings logs;

    ComponentStates(ServiceComponentRuntime components, LogRings logs) {
        this.components = components;
        this.logs = logs;
    }

    /** What is wrong, a sentence for each component; details go to the installation's log. */
    List<String> problems(Bundle bundle, InstallationInfo installation) {
        List<String> problems = new ArrayList<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs(bundle)) {
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
                if (configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE) {
                    problems.add("component " + description.name + " misses " + missing(configuration));
                } else if (configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    problems.add("component " + description.name + " could not be activated");
                    logs.write(installation, Level.ERROR, description.name + ": " + configuration.failure, null);
                }
            }
        }
        return problems;
    }

    private static String missing(ComponentConfigurationDTO configuration) {
        List<String> names = new ArrayList<>();
        for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
            names.add(reference.name);
        }
        return String.join(", ", names);
    }
}
