package org.archipel.gateway.internal.service;

import java.time.Instant;
import java.util.Collections;
import java.util.stream.Collectors;
import org.archipel.gateway.internal.model.AuthenticationSettings;
import org.archipel.gateway.internal.model.AuthenticationSettings.Type;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Caller;
import org.archipel.security.UserRoles;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells which APIs answer to the credential that asks, as the data plane would. Thread-safe. */
@Component(service = CallableApis.class)
public final class CallableApis {
    private final UserRoles roles;

    @Activate
    public CallableApis(@Reference UserRoles roles) {
        this.roles = roles;
    }

    /** @param api one of the caller's organization */
    public boolean mayCall(Caller caller, CustomApi api) {
        return answers(api) && admits(api.definition().config().authentication(), caller);
    }

    private static boolean answers(CustomApi api) {
        Deprecation ends = api.definition().deprecation();
        boolean over = ends != null && ends.sunset() != null && ends.sunset().isBefore(Instant.now());
        return api.definition().isActive() && !over;
    }

    private boolean admits(AuthenticationSettings settings, Caller caller) {
        if (settings.type() == Type.NONE) {
            return true;
        }
        return settings.takesPlatformKeys()
                && caller.may(ApiPermission.APIS_CALL)
                && (settings.roles().isEmpty() || !Collections.disjoint(settings.roles(), roles.of(caller)))
                && caller.permissions().stream()
                        .map(ApiPermission::wireName)
                        .collect(Collectors.toSet())
                        .containsAll(settings.scopes());
    }
}
