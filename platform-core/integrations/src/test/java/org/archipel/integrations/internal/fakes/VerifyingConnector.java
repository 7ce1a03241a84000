package org.archipel.integrations.internal.fakes;

import java.util.List;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;

/** Takes every webhook for genuine, after a look at its credentials. Thread-safe. */
public final class VerifyingConnector implements Connector {
    public static final String ID = "verifying";

    private final ConnectorDefinition like;
    private final Runnable beforeLook;

    /**
     * @param like what else it says of itself
     * @param beforeLook runs within each verification
     */
    public VerifyingConnector(ConnectorDefinition like, Runnable beforeLook) {
        this.like = like;
        this.beforeLook = beforeLook;
    }

    @Override
    public ConnectorDefinition definition() {
        return new ConnectorDefinition(
                ID,
                "Verifying",
                "Verifies webhooks",
                like.type(),
                like.version(),
                like.configSchema(),
                like.credentialsSchema(),
                Set.of(Capability.READ, Capability.WEBHOOKS),
                List.of(),
                DataModel.empty(),
                "");
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new ConnectorSession() {
            @Override
            public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
                beforeLook.run();
                return new WebhookVerdict(context.credential("token").isPresent(), "", "", "", "");
            }
        };
    }
}
