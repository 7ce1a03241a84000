package org.archipel.integrations.internal.rest;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;
import org.osgi.service.servlet.context.ServletContextHelper;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardContext;

/** Takes the paths of webhooks out of the REST API's: of two contexts the longer path goes first. */
@HttpWhiteboardContext(name = WebhookContext.NAME, path = "/api/webhooks")
@Component(service = ServletContextHelper.class, scope = ServiceScope.BUNDLE)
public final class WebhookContext extends ServletContextHelper {
    static final String NAME = "archipel.webhooks";

    @Activate
    public WebhookContext() {
        // It has no resources.
    }
}
