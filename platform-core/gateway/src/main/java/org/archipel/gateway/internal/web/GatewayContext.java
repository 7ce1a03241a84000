package org.archipel.gateway.internal.web;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** Takes the custom APIs' paths out of the REST API's: of two contexts the longer path goes first. */
@HttpWhiteboardContext(name = GatewayContext.NAME, path = "/api/custom")
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
public final class GatewayContext extends ServletContextHelper {
    static final String NAME = "archipel.gateway";

    @Activate
    public GatewayContext() {
        // It has no resources.
    }
}
