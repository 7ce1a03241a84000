package org.archipel.security.shell;

import org.archipel.api.error.NotFoundException;
import org.archipel.security.Caller;
import org.archipel.security.Organizations;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Whom the administrator's shell acts for. It reads the console of the process only, so that whoever uses it could as well stop the
 * process and read its files: it may do everything.
 */
@Component(service = ShellCallers.class)
public final class ShellCallers {
    /** Scope of the platform's commands. */
    public static final String SCOPE = "osgi.command.scope=archipel";

    /** Name of the service property that lists a component's commands, with the sign that a name follows. */
    public static final String COMMAND = "osgi.command.function=";

    private final Organizations organizations;

    @Activate
    public ShellCallers(@Reference Organizations organizations) {
        this.organizations = organizations;
    }

    /**
     * The shell acting in an organization.
     *
     * @param organization id or slug; empty for the one that the first start made
     */
    public Caller in(String organization) {
        var found = organization.isEmpty()
                ? organizations.standard()
                : organizations
                        .find(organization)
                        .orElseThrow(() -> new NotFoundException("There is no organization " + organization + "."));
        return Caller.system("shell", found.id());
    }
}
