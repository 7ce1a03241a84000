package org.archipel.connector.google.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Endpoint;
import org.archipel.connector.common.wire.Percent;
import org.archipel.connector.common.wire.Refusal;

/**
 * A session with two APIs of Google, which have hosts of their own: calendars, and contacts. Notifications are empty; a token in a header,
 * given when they are asked for, proves them.
 */
final class GoogleSession extends ProviderSession {
    private static final URI PEOPLE = URI.create("https://people.googleapis.com");
    private static final Set<String> OF_PEOPLE = Set.of(
            "getContact", "searchContacts", "listContactGroups", "createContacts", "updateContacts", "deleteContacts");

    private static final String TOO_LONG_AGO = "updatedMinTooLongAgo";

    private final ContactSession contacts;
    private boolean everything;

    GoogleSession(Provider provider, ConnectorContext context) {
        super(provider, context, Map.of(), settings(context));
        Endpoint people = new Endpoint(context.endpoint().orElse(PEOPLE));
        this.contacts = new ContactSession(provider, context, people, settings(context));
    }

    private static Map<String, String> settings(ConnectorContext context) {
        return Map.of(
                "calendar", Percent.segment(context.config().path("calendar").asText("primary")));
    }

    private ProviderSession of(String entity) {
        return entity.equals(ContactSession.ENTITY) ? contacts : this;
    }

    @Override
    public ReadPage read(ReadRequest request) {
        if (of(request.entity()) != this) {
            return contacts.read(request);
        }
        if (!everything) {
            try {
                return super.read(request);
            } catch (Refusal e) {
                if (!e.problem().code().equals(TOO_LONG_AGO)) {
                    throw e;
                }
                // Google keeps changes for weeks only: from here on this session reads all there is.
                everything = true;
            }
        }
        ReadPage page =
                super.read(new ReadRequest(request.entity(), request.cursor(), request.limit(), Optional.empty()));
        // All there is, though changes were asked for: it tells what is gone, and another session has to begin anew.
        return new ReadPage(
                page.records(),
                page.nextCursor(),
                page.hasMore(),
                page.total(),
                false,
                page.complete(),
                Optional.of(List.of()));
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        return of(entity) == this ? super.write(entity, records) : contacts.write(entity, records);
    }

    @Override
    public List<Optional<String>> locate(String entity, List<WriteRecord> records) {
        return of(entity) == this ? super.locate(entity, records) : contacts.locate(entity, records);
    }

    @Override
    public boolean canFetch(String entity) {
        return of(entity) == this ? super.canFetch(entity) : contacts.canFetch(entity);
    }

    @Override
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        return of(entity) == this ? super.fetch(entity, externalId) : contacts.fetch(entity, externalId);
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (OF_PEOPLE.contains(operation)) {
            return contacts.execute(operation, parameters);
        }
        if (!operation.equals("watchEvents")) {
            return super.execute(operation, parameters);
        }
        String secret = context()
                .credential("webhookSecret")
                .orElseThrow(
                        () -> new ValidationException("/credentials/webhookSecret", "notifications need a secret"));
        return super.execute(
                operation, parameters.deepCopy().put("type", "web_hook").put("token", secret));
    }

    @Override
    public WebhookSubscriber webhookSubscriber() {
        return new CalendarChannels(
                remote(), settings(context()).get("calendar"), context().logger());
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        String secret = context().credential("webhookSecret").orElse("");
        if (!Signatures.same(secret, delivered.header("X-Goog-Channel-Token"))) {
            return Delivered.refused("the token of the channel is wrong");
        }
        String channel = delivered.header("X-Goog-Channel-ID");
        return delivered.genuine(
                channel + "|" + delivered.header("X-Goog-Message-Number"),
                channel,
                delivered.header("X-Goog-Resource-State"));
    }
}
