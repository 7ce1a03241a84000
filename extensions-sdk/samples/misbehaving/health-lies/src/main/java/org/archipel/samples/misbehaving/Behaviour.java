package org.archipel.samples.misbehaving;

import javax.ws.rs.GET;
import javax.ws.rs.Path;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.rest.RestResource;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** It says that it is healthy, and fails at every request. */
@Extension(
        id = "org.archipel.samples.misbehaving",
        name = "Misbehaving",
        description = "It says that it is healthy, and fails at every request.",
        category = Category.OPERATIONS,
        publisher = "Archipel")
@NeedsPermission(
        resource = "rest",
        actions = "expose",
        conditions = @NeedsPermission.Condition(type = "paths", values = "/work"),
        reason = "To fail at requests.")
@Component(service = {HealthCheck.class, RestResource.class})
@Path("work")
public final class Behaviour implements HealthCheck, RestResource {
    @Activate
    public Behaviour() {
        // It misbehaves later.
    }

    @GET
    public String work() {
        throw new IllegalStateException("the work fails on purpose");
    }

    @Override
    public Health check() {
        return Health.healthy();
    }
}
