package org.archipel.sandbox.internal.contribution;

import java.util.List;
import org.archipel.api.connector.Connector;
import org.archipel.api.event.EventListener;
import org.archipel.api.extension.ConfigMigration;
import org.archipel.api.extension.HealthCheck;
import org.archipel.api.rest.RestResource;
import org.archipel.api.schedule.ScheduledTask;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.api.workflow.WorkflowStep;

/** All types of services that an extension may offer. */
public final class ExtensionPoints {
    public static final List<Class<?>> ALL = List.of(
            Connector.class,
            EventListener.class,
            ScheduledTask.class,
            HealthCheck.class,
            ConfigMigration.class,
            RestResource.class,
            TransformFunction.class,
            WebhookProcessor.class,
            WorkflowStep.class);

    private ExtensionPoints() {}
}
