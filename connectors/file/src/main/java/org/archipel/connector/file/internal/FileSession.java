package org.archipel.connector.file.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.model.FieldPath;
import org.archipel.connector.common.model.TimeFormat;
import org.archipel.connector.common.provider.Provider;
import org.archipel.connector.common.record.ConnectionProbe;
import org.archipel.connector.common.record.Unsent;
import org.archipel.connector.common.webhook.Signatures;
import org.archipel.connector.common.wire.Endpoint;
import org.archipel.connector.common.wire.Remote;

/** Reads whole files in parts, and writes each batch as a file of its own. Used by one thread at a time, as the contract says. */
final class FileSession implements ConnectorSession {
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final byte[] NOTHING = {};

    private final Provider provider;
    private final ConnectorContext context;
    private final ObjectNode config;
    /** The files that were read, so that their later parts are not fetched again. */
    private final Map<String, Content> contents = new HashMap<>();

    private record Content(List<ObjectNode> records, String digest) {}

    FileSession(Provider provider, ConnectorContext context) {
        this.provider = provider;
        this.context = context;
        this.config = context.config();
    }

    private Remote remote() {
        URI endpoint = context.endpoint()
                .orElseThrow(() -> new ValidationException("/config/endpoint", "files are fetched below an endpoint"));
        Map<String, String> headers =
                new LinkedHashMap<>(Map.of("Accept", "text/csv, application/x-ndjson, */*;q=0.5"));
        config.path("headers")
                .properties()
                .forEach(one -> headers.put(one.getKey(), one.getValue().asText()));
        return new Remote(context.http(), new Endpoint(endpoint), headers, Map.of(), provider.rules(), LARGEST);
    }

    private JsonNode entity(String name) {
        return StreamSupport.stream(config.path("entities").spliterator(), false)
                .filter(entity -> entity.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new ValidationException("/entity", "there is no entity '" + name + "'"));
    }

    @Override
    public ConnectionTest test() {
        JsonNode first = config.path("entities").path(0);
        if (!first.has("path")) {
            return new ConnectionTest(List.of());
        }
        Remote remote = remote();
        return new ConnectionProbe(remote, () -> fetch(remote, first), response -> {
                    int count = parsed(first, response.body()).records().size();
                    return "the file has " + count + " records";
                })
                .run();
    }

    private static HttpResponse fetch(Remote remote, JsonNode entity) {
        return remote.send("GET", remote.address(entity.path("path").asText(), Map.of()), Map.of(), NOTHING);
    }

    @Override
    public ReadPage read(ReadRequest request) {
        JsonNode entity = entity(request.entity());
        if (request.cursor().isEmpty()) {
            contents.remove(request.entity());
        }
        Content content = contents.computeIfAbsent(request.entity(), name -> content(entity));
        JsonNode cursor = request.cursor().orElse(JsonNodeFactory.instance.objectNode());
        if (cursor.has("digest") && !cursor.path("at").canConvertToInt()) {
            throw new ValidationException("/cursor", "not a cursor of this connector");
        }
        // A file that is another than the one that was begun is read from its beginning.
        int from = cursor.path("digest").asText().equals(content.digest())
                ? Math.max(0, cursor.path("at").asInt())
                : 0;
        int to = Math.min(content.records().size(), from + request.limit());
        List<SourceRecord> given = content.records().subList(Math.min(from, to), to).stream()
                .map(data -> record(entity, data))
                .toList();
        List<SourceRecord> records = given.stream()
                .filter(item -> isWanted(item, request.modifiedSince()))
                .toList();
        boolean more = to < content.records().size();
        ObjectNode next = JsonNodeFactory.instance
                .objectNode()
                .put("digest", content.digest())
                .put("at", to);
        Optional<Long> total = request.modifiedSince().isPresent()
                ? Optional.empty()
                : Optional.of((long) content.records().size());
        Optional<JsonNode> following = more ? Optional.of(next) : Optional.empty();
        Optional<List<String>> unchanged = request.modifiedSince()
                .map(since -> given.stream()
                        .filter(item -> !isWanted(item, request.modifiedSince()))
                        .map(SourceRecord::externalId)
                        .toList());
        return new ReadPage(records, following, more, total, true, true, unchanged);
    }

    private Content content(JsonNode entity) {
        if (entity.has("text")) {
            return parsed(
                    entity,
                    entity.path("text").asText().getBytes(FileFormat.of(entity).charset()));
        }
        if (!entity.has("path")) {
            throw new ValidationException("/entity", "this entity is only written");
        }
        Remote remote = remote();
        HttpResponse response = fetch(remote, entity);
        remote.rules().requireSuccess(response, "GET " + entity.path("path").asText());
        if (response.body().length > LARGEST) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the file has more than " + LARGEST + " bytes", false);
        }
        return parsed(entity, response.body());
    }

    private static Content parsed(JsonNode entity, byte[] bytes) {
        RecordParser parser = new RecordParser(FileFormat.of(entity));
        return new Content(parser.parse(parser.text(bytes)), Signatures.digest(bytes));
    }

    private static SourceRecord record(JsonNode entity, ObjectNode data) {
        JsonNode id = FieldPath.of(entity.path("idField").asText()).in(data);
        String externalId = id.isTextual() || id.isIntegralNumber() ? id.asText() : "";
        Optional<Instant> time = Optional.ofNullable(entity.get("modifiedAt"))
                .flatMap(modified -> TimeFormat.valueOf(modified.path("format").asText("ISO_8601"))
                        .parse(FieldPath.of(modified.path("field").asText()).in(data)));
        return new SourceRecord(externalId, data, time, false);
    }

    private static boolean isWanted(SourceRecord item, Optional<Instant> since) {
        return since.isEmpty()
                || item.modifiedAt().isEmpty()
                || !item.modifiedAt().get().isBefore(since.get());
    }

    /** The id is one of the record's own fields: written twice, it is there once. */
    @Override
    public boolean mayRepeatCreations(String entity) {
        return true;
    }

    /** All of a batch in one file, named after the key of its first change: a batch that is tried again replaces itself. */
    @Override
    public List<WriteResult> write(String name, List<WriteRecord> records) {
        JsonNode entity = entity(name);
        if (!entity.has("write") || records.isEmpty()) {
            return records.stream()
                    .map(item -> failed("the entity is not written", false))
                    .toList();
        }
        String idField = entity.path("idField").asText();
        List<ObjectNode> lines = new ArrayList<>();
        for (WriteRecord item : records) {
            ObjectNode line = JsonNodeFactory.instance.objectNode().put(idField, id(item, idField));
            line.setAll(item.data());
            lines.add(item.delete() ? line.put("deleted", true) : line);
        }
        FileFormat format = FileFormat.of(entity);
        String batch = Signatures.digest(records.get(0).idempotencyKey().getBytes(format.charset()))
                .substring(0, 32);
        try {
            put(entity, batch, new RecordPrinter(format).print(lines), format);
            return records.stream()
                    .map(item -> new WriteResult(outcome(item), Optional.of(id(item, idField)), "", false))
                    .toList();
        } catch (PlatformException e) {
            return records.stream().map(item -> Unsent.result(e, e.retryable())).toList();
        }
    }

    private void put(JsonNode entity, String batch, byte[] bytes, FileFormat format) {
        Remote remote = remote();
        String path = entity.at("/write/path").asText().replace("{batch}", batch);
        String type = (format.csv() ? "text/csv" : "application/x-ndjson") + "; charset=" + format.charset();
        HttpResponse response = remote.send(
                entity.at("/write/method").asText("PUT"),
                remote.address(path, Map.of()),
                Map.of("Content-Type", type),
                bytes);
        remote.rules().requireSuccess(response, "PUT " + path);
    }

    /** A new record's own id, where it has one: by it later lines are about the same record. */
    private static String id(WriteRecord item, String idField) {
        return item.externalId()
                .or(() -> Optional.of(FieldPath.of(idField).in(item.data()))
                        .filter(own -> own.isTextual() || own.isIntegralNumber())
                        .map(JsonNode::asText)
                        .filter(own -> !own.isBlank()))
                .orElse(item.idempotencyKey());
    }

    private static Outcome outcome(WriteRecord item) {
        return item.delete() ? Outcome.DELETED : item.externalId().isPresent() ? Outcome.UPDATED : Outcome.CREATED;
    }

    private static WriteResult failed(String reason, boolean retryable) {
        return new WriteResult(Outcome.FAILED, Optional.empty(), reason, retryable);
    }

    @Override
    public JsonNode execute(String operation, ObjectNode parameters) {
        if (!operation.equals("parse")) {
            throw new ValidationException("/operation", "there is no operation '" + operation + "'");
        }
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        new RecordParser(FileFormat.of(parameters))
                .parse(parameters.path("text").asText())
                .forEach(result.putArray("records")::add);
        return result;
    }

    /** The fields of the first records; all of a CSV file's are texts. */
    @Override
    public DataModel discover() {
        List<DataModel.Entity> entities = new ArrayList<>();
        for (JsonNode entity : config.path("entities")) {
            String idField = entity.path("idField").asText();
            Map<String, String> types = new LinkedHashMap<>();
            if (entity.has("path") || entity.has("text")) {
                content(entity).records().stream()
                        .limit(50)
                        .forEach(item -> item.properties()
                                .forEach(field -> types.putIfAbsent(
                                        field.getKey(),
                                        field.getValue().getNodeType().name().toLowerCase(Locale.ROOT))));
            }
            List<DataModel.Field> fields = types.entrySet().stream()
                    .map(field -> new DataModel.Field(
                            field.getKey(),
                            field.getKey(),
                            field.getValue().equals("null") ? "string" : field.getValue(),
                            "",
                            false,
                            field.getKey().equals(idField)))
                    .toList();
            String name = entity.path("name").asText();
            entities.add(new DataModel.Entity(name, entity.path("label").asText(name), idField, fields));
        }
        return new DataModel(entities);
    }
}
