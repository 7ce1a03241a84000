package org.archipel.security.internal.shell;

import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.archipel.api.error.NotFoundException;
import org.archipel.rest.ListOrder;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.apikey.ApiKeyService;
import org.archipel.security.internal.identity.OrganizationService;
import org.archipel.security.internal.identity.UserService;
import org.archipel.security.internal.store.UserRow;
import org.archipel.security.shell.ShellCallers;
import org.archipel.security.shell.Table;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands about who may use the platform; also the way back in when every administrator's key is lost. */
@Component(
        service = IdentityCommands.class,
        property = {ShellCallers.SCOPE, ShellCallers.COMMAND + "organizations", ShellCallers.COMMAND + "newkey"})
public final class IdentityCommands {
    private static final int MOST = 200;

    private final ShellCallers callers;
    private final OrganizationService organizations;
    private final UserService users;
    private final ApiKeyService keys;

    @Activate
    public IdentityCommands(
            @Reference ShellCallers callers,
            @Reference OrganizationService organizations,
            @Reference UserService users,
            @Reference ApiKeyService keys) {
        this.callers = callers;
        this.organizations = organizations;
        this.users = users;
        this.keys = keys;
    }

    @Descriptor("lists the organizations")
    public String organizations() {
        Table table = new Table("SLUG", "NAME", "ID");
        organizations
                .list(callers.in(""), ListOrder.byId(), Optional.empty(), MOST)
                .forEach(row -> table.row(row.slug(), row.name(), row.id()));
        return table.toString();
    }

    @Descriptor("makes an API key for an administrator of the platform, and shows it this once")
    public String newkey(@Descriptor("a name for the key, by which it can be found and revoked") String name) {
        Caller caller = callers.in("");
        ApiKeyService.Draft draft = new ApiKeyService.Draft(
                Optional.of(administrator(caller).id()),
                name,
                Optional.of("made in the administrator's shell"),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
        return keys.create(caller, draft).text().full();
    }

    private UserRow administrator(Caller caller) {
        return users.list(caller, Optional.of(UserStatus.ACTIVE), ListOrder.byId(), Optional.empty(), MOST).stream()
                .filter(user -> user.roles().contains(BuiltInRole.PLATFORM_ADMIN.name()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("No active user administers the platform."));
    }
}
