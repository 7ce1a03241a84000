package org.archipel.integrations.internal.store;

import java.util.Optional;
import org.archipel.api.connector.IntegrationType;
import org.archipel.integrations.internal.model.IntegrationStatus;

/** Which integrations to list; what is empty does not narrow. {@code text} is looked for in name and description. */
public record IntegrationFilter(
        Optional<IntegrationType> type,
        Optional<IntegrationStatus> status,
        Optional<String> connectorId,
        Optional<String> tag,
        Optional<String> text) {
    public static final IntegrationFilter ALL = new IntegrationFilter(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static IntegrationFilter active() {
        return new IntegrationFilter(
                Optional.empty(),
                Optional.of(IntegrationStatus.ACTIVE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public IntegrationFilter ofType(IntegrationType wanted) {
        return new IntegrationFilter(Optional.of(wanted), status, connectorId, tag, text);
    }
}
