package org.archipel.gateway.internal.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.record.HubRecord;
import org.archipel.api.record.HubRecords;
import org.archipel.api.record.RecordPage;
import org.archipel.api.record.RecordQuery;
import org.archipel.integrations.ConnectorActions;
import org.archipel.integrations.HubAccess;

/** Records in memory, and one integration whose action gives its parameters back. */
public final class Hub implements HubAccess, ConnectorActions {
    public static final String INTEGRATION = "0190";
    /** Another integration; nothing is done before its action. */
    public static final String OTHER = "0191";

    public volatile boolean gone;
    /** What is done before an action or a look at records answers. */
    public volatile Runnable before = () -> {};

    public final Map<String, HubRecord> records = new TreeMap<>();

    @Override
    public boolean has(String organizationId, String integrationId, String action) {
        return !gone && List.of(INTEGRATION, OTHER).contains(integrationId) && action.equals("echo");
    }

    @Override
    public JsonNode run(String organizationId, String integrationId, String action, ObjectNode parameters) {
        if (gone) {
            throw new NotFoundException("There is no such integration.");
        }
        if (integrationId.equals(INTEGRATION)) {
            before.run();
        }
        return parameters.deepCopy().put("done", true);
    }

    @Override
    public boolean isEntityName(String text) {
        return text.matches("[a-z]+");
    }

    @Override
    public HubRecords records(String organizationId, String origin) {
        return new HubRecords() {
            @Override
            public Optional<HubRecord> get(String entity, String id) {
                before.run();
                return Optional.ofNullable(records.get(id));
            }

            @Override
            public RecordPage list(String entity, RecordQuery query) {
                return new RecordPage(
                        records.values().stream()
                                .filter(record -> query.equal().entrySet().stream()
                                        .allMatch(wanted -> record.data()
                                                .path(wanted.getKey())
                                                .asText()
                                                .equals(wanted.getValue())))
                                .limit(query.limit())
                                .toList(),
                        Optional.empty());
            }

            @Override
            public HubRecord upsert(String entity, String id, ObjectNode data) {
                HubRecord record = new HubRecord(entity, id, 1, data, origin, Instant.EPOCH, Instant.EPOCH);
                records.put(id, record);
                return record;
            }

            @Override
            public boolean delete(String entity, String id) {
                return records.remove(id) != null;
            }
        };
    }
}
