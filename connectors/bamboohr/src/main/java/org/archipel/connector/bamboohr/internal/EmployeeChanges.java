package org.archipel.connector.bamboohr.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.model.TimeFormat;
import org.archipel.connector.common.wire.Remote;

/**
 * Employees that changed since a time. BambooHR tells all their ids at once, without their fields; these are asked for some at a time, in
 * the order of the ids, each page after the last id of the one before.
 */
final class EmployeeChanges {
    /** So many ids fit into an address. */
    private static final int MOST = 200;

    private final Remote remote;
    private final String fields;

    /** @param fields what is asked for of each, separated by commas */
    EmployeeChanges(Remote remote, String fields) {
        this.remote = remote;
        this.fields = fields;
    }

    ReadPage read(ReadRequest request, Instant since) {
        TreeMap<Long, JsonNode> changes = changes(since);
        long after = request.cursor().map(JsonNode::asLong).orElse(0L);
        List<Long> ids = changes.tailMap(after, false).keySet().stream()
                .limit(Math.min(MOST, request.limit()))
                .toList();
        List<Long> present =
                ids.stream().filter(id -> !isDeletion(changes.get(id))).toList();
        Map<Long, ObjectNode> found = present.isEmpty() ? Map.of() : employees(present);
        List<SourceRecord> records = new ArrayList<>();
        for (long id : ids) {
            JsonNode change = changes.get(id);
            Optional<Instant> time = TimeFormat.ISO_8601.parse(change.path("lastChanged"));
            if (isDeletion(change)) {
                records.add(new SourceRecord(String.valueOf(id), JsonNodeFactory.instance.objectNode(), time, true));
            } else if (found.get(id) != null) {
                records.add(new SourceRecord(String.valueOf(id), found.get(id), time, false));
            }
        }
        boolean more = !ids.isEmpty() && ids.get(ids.size() - 1) < changes.lastKey();
        Optional<JsonNode> next = more ? Optional.of(LongNode.valueOf(ids.get(ids.size() - 1))) : Optional.empty();
        return new ReadPage(records, next, more, Optional.empty());
    }

    /** One employee as it is now; empty if there is none that can be seen. */
    Optional<SourceRecord> one(String id) {
        return id.matches("\\d{1,18}")
                ? Optional.ofNullable(employees(List.of(Long.valueOf(id))).get(Long.valueOf(id)))
                        .map(employee -> SourceRecord.of(id, employee))
                : Optional.empty();
    }

    private static boolean isDeletion(JsonNode change) {
        return change.path("action").asText().equals("Deleted");
    }

    /** By id. Where nothing changed there may be an empty array, as PHP writes an empty map. */
    private TreeMap<Long, JsonNode> changes(Instant since) {
        URI address = remote.address(
                "/v1/employees/changed", Map.of("since", TimeFormat.ISO_8601.format(since), "type", "all"));
        JsonNode employees = ask(address).path("employees");
        if (!employees.isContainerNode()) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer does not tell what changed", false);
        }
        TreeMap<Long, JsonNode> changes = new TreeMap<>();
        employees.properties().forEach(member -> {
            if (member.getKey().matches("\\d{1,18}")) {
                changes.put(Long.valueOf(member.getKey()), member.getValue());
            }
        });
        return changes;
    }

    /** By id, those that can be seen. */
    private Map<Long, ObjectNode> employees(List<Long> ids) {
        String list = String.join(",", ids.stream().map(String::valueOf).toList());
        URI address = remote.address(
                "/v1/employees",
                Map.of("fields", fields, "filter[ids]", list, "page[limit]", String.valueOf(ids.size())));
        JsonNode data = ask(address).path("data");
        if (!data.isArray()) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "expected an array of employees", false);
        }
        Map<Long, ObjectNode> employees = new TreeMap<>();
        for (JsonNode node : data) {
            if (node instanceof ObjectNode employee) {
                employees.put(employee.path("employeeId").asLong(), employee);
            }
        }
        return employees;
    }

    private JsonNode ask(URI address) {
        return remote.get(address, Map.of()).document().orElseGet(JsonNodeFactory.instance::objectNode);
    }
}
