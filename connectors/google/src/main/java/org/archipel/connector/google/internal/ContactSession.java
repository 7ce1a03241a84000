package org.archipel.connector.google.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.PlatformException;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.provider.ProviderSession;
import org.archipel.connector.common.record.Template;
import org.archipel.connector.common.record.Unsent;
import org.archipel.connector.common.wire.Endpoint;
import org.archipel.connector.common.wire.Remote;

/** Contacts. A change has to bring the etag of what it changes, and to name the fields that it replaces. */
final class ContactSession extends ProviderSession {
    static final String ENTITY = "contact";

    private static final List<String> OWN = List.of("resourceName", "etag", "metadata");

    ContactSession(Provider provider, ConnectorContext context, Endpoint endpoint, Map<String, String> settings) {
        super(provider, context, endpoint, Map.of(), settings);
    }

    @Override
    public List<WriteResult> write(String entity, List<WriteRecord> records) {
        List<WriteResult> results = new ArrayList<>(records.size());
        for (WriteRecord item : records) {
            boolean change = item.externalId().isPresent() && !item.delete();
            results.add(
                    change ? update(item) : super.write(entity, List.of(item)).get(0));
        }
        return results;
    }

    private WriteResult update(WriteRecord item) {
        try {
            ObjectNode data = item.data().deepCopy().without(OWN);
            List<String> fields = new ArrayList<>();
            data.fieldNames().forEachRemaining(fields::add);
            JsonNode present = remote().get(address("/v1/{+id}", item, Map.of("personFields", "metadata")), Map.of())
                    .document()
                    .orElse(data);
            String etag = present.path("etag").asText();
            if (item.expectedVersion()
                    .filter(expected -> !expected.equals(etag))
                    .isPresent()) {
                return new WriteResult(Outcome.STALE, item.externalId(), "it was changed meanwhile", false);
            }
            data.set("etag", present.path("etag"));
            data.set("metadata", present.path("metadata"));
            Map<String, String> query = Map.of("updatePersonFields", String.join(",", fields));
            remote().ask("PATCH", address("/v1/{+id}:updateContact", item, query), Map.of(), Remote.bytes(data));
            return new WriteResult(Outcome.UPDATED, item.externalId(), "", false);
        } catch (PlatformException e) {
            return Unsent.result(e, e.retryable());
        }
    }

    private URI address(String path, WriteRecord item, Map<String, String> query) {
        return remote().address(Template.path(path, Template.values(item)).orElse("/v1/people/none"), query);
    }
}
