package org.archipel.connector.bamboohr.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.connector.common.provider.MoreFields;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Endpoint;

/** A session with a company's account. Webhooks are signed over raw content and time, with a key that was told at registration. */
final class BambooHrSession extends ProviderSession {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int YEAR = 365;
    private static final String EMPLOYEE = "employee";

    BambooHrSession(Provider provider, ConnectorContext context) {
        super(provider, context, api(context), Map.of("Accept", "application/json"), settings(provider, context));
    }

    private static Endpoint api(ConnectorContext context) {
        String company = context.config().path("company").asText();
        return new Endpoint(context.endpoint().orElseGet(() -> URI.create("https://" + company + ".bamboohr.com/api")));
    }

    private static Map<String, String> settings(Provider provider, ConnectorContext context) {
        Map<String, String> settings = new HashMap<>(MoreFields.settings(provider, context));
        settings.putAll(window(context));
        return settings;
    }

    /** Changes of employees are told by their ids alone, and by another route. */
    @Override
    public ReadPage read(ReadRequest request) {
        return request.entity().equals(EMPLOYEE) && request.modifiedSince().isPresent()
                ? new EmployeeChanges(remote(), fields())
                        .read(request, request.modifiedSince().get())
                : super.read(request);
    }

    private String fields() {
        return provider()
                .model(settings(provider(), context()))
                .entity(EMPLOYEE)
                .listing()
                .query()
                .get("fields");
    }

    /** Time off can only be asked for between two days. */
    private static Map<String, String> window(ConnectorContext context) {
        LocalDate today = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC);
        JsonNode config = context.config();
        return Map.of(
                "from", today.minusDays(config.path("daysBack").asInt(YEAR)).toString(),
                "to", today.plusDays(config.path("daysAhead").asInt(YEAR)).toString());
    }

    @Override
    public WebhookSubscriber webhookSubscriber() {
        return new EmployeeWebhooks(remote());
    }

    @Override
    public WebhookVerdict verifyWebhook(WebhookDelivery delivery) {
        Delivered delivered = new Delivered(delivery);
        String timestamp = delivered.header("X-BambooHR-Timestamp");
        byte[] after = timestamp.getBytes(StandardCharsets.UTF_8);
        String expected = context()
                .credential("webhookKey")
                .map(key -> Signatures.hmacHex(key, delivered.body(), after))
                .orElse("");
        if (!Signatures.same(expected, delivered.header("X-BambooHR-Signature"))) {
            return Delivered.refused("the signature is wrong");
        }
        if (!Signatures.timely(timestamp, context().clock().instant(), WINDOW)) {
            return Delivered.refused("it is too old, or of the future");
        }
        JsonNode body = delivered.json();
        String employee =
                body.at("/data/employeeId").asText(body.at("/employees/0/id").asText());
        // Events have a time but no id; what is sent again after minutes is the same event.
        boolean timed = body.has("timestamp") || body.at("/employees/0").has("timestamp");
        return delivered
                .genuine(
                        timed ? Signatures.digest(delivered.body()) : "",
                        employee,
                        body.path("type").asText("employee_with_fields"))
                .about(changed(body));
    }

    /** Webhooks of fields tell of several employees, those of events of one. */
    private static List<ChangedRecord> changed(JsonNode body) {
        List<ChangedRecord> changed = new ArrayList<>();
        body.path("employees")
                .forEach(one ->
                        changed.add(new ChangedRecord(EMPLOYEE, one.path("id").asText())));
        JsonNode one = body.at("/data/employeeId");
        if (one.isValueNode() && body.path("type").asText().startsWith(EMPLOYEE)) {
            changed.add(new ChangedRecord(EMPLOYEE, one.asText()));
        }
        return changed;
    }

    @Override
    public boolean canFetch(String entity) {
        return entity.equals(EMPLOYEE);
    }

    @Override
    public Optional<SourceRecord> fetch(String entity, String externalId) {
        return canFetch(entity)
                ? new EmployeeChanges(remote(), fields()).one(externalId)
                : super.fetch(entity, externalId);
    }
}
