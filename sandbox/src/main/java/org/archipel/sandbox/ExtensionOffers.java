package org.archipel.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the installed extensions of an organization offer by name: {@link org.archipel.api.transform.TransformFunction}s, {@link
 * org.archipel.api.workflow.WorkflowStep}s and {@link org.archipel.api.webhook.WebhookProcessor}s. Grants are asked at every
 * look-up, so that a revoked permission takes effect at the next one. Thread-safe; a look-up is cheap enough for each run.
 *
 * <p>An engine keeps the names, not the services: after an upgrade the name leads to the new version, and the old service refuses
 * calls once it was drained.
 */
@ProviderType
public interface ExtensionOffers {
    /** All offers of the type, in order of extension and name. */
    <T> List<Offer<T>> all(Class<T> type, String organizationId);

    /** The offers of a name that several extensions may use, such as the processors of one connector's webhooks. */
    <T> List<Offer<T>> named(Class<T> type, String organizationId, String name);

    /** The offer of one extension. */
    <T> Optional<Offer<T>> find(Class<T> type, String organizationId, String extensionId, String name);

    /**
     * One offer.
     *
     * @param name that of the function, the type of the step, or the connector of the webhook processor
     * @param description for people; empty if the extension gives none
     * @param configSchema JSON Schema of a step's configuration; empty if the extension gives none
     * @param service behind the call boundary; {@link CallBoundary#batch} takes it for many calls in a row
     */
    record Offer<T>(
            String extensionId,
            String installationId,
            String version,
            String name,
            String description,
            Optional<ObjectNode> configSchema,
            T service) {}
}
