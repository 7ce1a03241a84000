package org.archipel.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.archipel.api.http.HttpResponse;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A connection of one integration to its remote system. Used by one thread at a time. Which methods work is told by {@link
 * ConnectorDefinition#capabilities()}; the others throw {@link UnsupportedCapabilityException}.
 *
 * <p>All methods throw {@link org.archipel.api.error.RemoteException} when the remote system fails or refuses.
 */
@ConsumerType
public interface ConnectorSession extends AutoCloseable {
    /** Tries the connection and tells what works and what does not. Fails with no exception: failures are findings. */
    default ConnectionTest test() {
        throw new UnsupportedCapabilityException(Capability.TEST);
    }

    /** Reads one page. */
    default ReadPage read(ReadRequest request) {
        throw new UnsupportedCapabilityException(Capability.READ);
    }

    /**
     * Writes a batch.
     *
     * @return one result for each record, in the same order
     */
    default List<WriteResult> write(String entity, List<WriteRecord> records) {
        throw new UnsupportedCapabilityException(Capability.WRITE);
    }

    /** Whether {@link #fetch} gives single records of the entity. */
    default boolean canFetch(String entity) {
        return false;
    }

    /**
     * Reads one record as it is now. Needed of sessions that tell versions of records, and of those whose webhooks name records.
     *
     * @return empty if it is not there any more
     */
    default Optional<SourceRecord> fetch(String entity, String externalId) {
        throw new UnsupportedCapabilityException(Capability.READ);
    }

    /**
     * Looks for records that an interrupted {@link #write} may have made, before they are tried again. A remote system that honours
     * the idempotency key of a creation needs no answer here.
     *
     * @param records creations whose outcome is not known
     * @return for each, in the same order, its id in the remote system; empty where none was found
     */
    default List<Optional<String>> locate(String entity, List<WriteRecord> records) {
        return records.stream().map(record -> Optional.<String>empty()).toList();
    }

    /**
     * Whether a creation whose outcome is not known, and that {@link #locate} did not find, may be sent again: the remote system honours
     * the idempotency key, or what is not found is not there. Otherwise the record waits for a person.
     */
    default boolean mayRepeatCreations(String entity) {
        return false;
    }

    /**
     * The same for one creation, where it depends on the record: what is searched for by a field that it lacks cannot be found, for
     * example.
     *
     * @param creation one that {@link #locate} did not find
     */
    default boolean mayRepeat(String entity, WriteRecord creation) {
        return mayRepeatCreations(entity);
    }

    /**
     * Runs a named action.
     *
     * @param parameters valid against the operation's parameter schema
     */
    default JsonNode execute(String operation, ObjectNode parameters) {
        throw new UnsupportedCapabilityException(Capability.ACTIONS);
    }

    /** Asks the remote system for its entities and fields. */
    default DataModel discover() {
        throw new UnsupportedCapabilityException(Capability.SCHEMA_DISCOVERY);
    }

    /** Verifies an incoming webhook over its raw bytes and tells what it is. */
    default WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        throw new UnsupportedCapabilityException(Capability.WEBHOOKS);
    }

    /**
     * Answers a provider's check of the address that it sends webhooks to.
     *
     * @return what to answer; empty if the request is an ordinary webhook, which is then verified
     */
    default Optional<HttpResponse> answerWebhookCheck(WebhookDelivery delivery) {
        return Optional.empty();
    }

    /**
     * Asks the remote system for webhooks, for integrations that synchronize as soon as something changes. Needed of connectors with
     * {@link Capability#WEBHOOK_SUBSCRIPTIONS}.
     *
     * @return one that works on this session, and as long as this is open
     */
    default WebhookSubscriber webhookSubscriber() {
        throw new UnsupportedCapabilityException(Capability.WEBHOOK_SUBSCRIPTIONS);
    }

    @Override
    default void close() {}
}
