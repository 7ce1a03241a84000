package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.http.internal.config.Entity;
import org.archipel.connector.http.internal.config.Entity.Lookup;
import org.archipel.connector.http.internal.config.Entity.WriteTemplate;

/** Writes records one by one, by the entity's templates. */
final class EntityWriter {
    private final Remote remote;
    private final Entity entity;

    EntityWriter(Remote remote, Entity entity) {
        this.remote = remote;
        this.entity = entity;
    }

    /** One result a record. Once the remote side refuses the credentials or is gone, the rest is not tried. */
    List<WriteResult> write(List<WriteRecord> records) {
        List<WriteResult> results = new ArrayList<>(records.size());
        String stopped = "";
        for (WriteRecord item : records) {
            if (!stopped.isEmpty()) {
                results.add(failed("not tried: " + stopped, true));
                continue;
            }
            try {
                results.add(write(item));
            } catch (PlatformException e) {
                results.add(failed(e.getMessage(), e.retryable()));
                stopped = concernsAll(e.code()) ? e.getMessage() : "";
            }
        }
        return results;
    }

    private static boolean concernsAll(ErrorCode code) {
        return code == ErrorCode.AUTHENTICATION_FAILED
                || code == ErrorCode.CONNECTION_FAILED
                || code == ErrorCode.RATE_LIMIT_EXCEEDED
                || code == ErrorCode.PERMISSION_DENIED;
    }

    private WriteResult write(WriteRecord item) {
        if (item.delete()) {
            return entity.delete().map(template -> delete(template, item)).orElseGet(() -> unsupported("deletions"));
        }
        if (item.externalId().isPresent()) {
            return entity.update().map(template -> put(template, item)).orElseGet(() -> unsupported("updates"));
        }
        return entity.create().map(template -> put(template, item)).orElseGet(() -> unsupported("new records"));
    }

    private WriteResult put(WriteTemplate template, WriteRecord item) {
        Optional<String> path = PathTemplate.fill(template.path(), item);
        if (path.isEmpty()) {
            return failed("the record lacks a field of the path " + template.path(), false);
        }
        HttpResponse response = send(template, path.get(), item);
        Answers.requireSuccess(response, template.method() + " " + path.get());
        Outcome outcome = item.externalId().isPresent() ? Outcome.UPDATED : Outcome.CREATED;
        Optional<String> id = item.externalId().or(() -> newId(template, response));
        return id.isPresent()
                ? new WriteResult(outcome, id, "", false)
                : failed("the record was written, but the answer does not tell its id", true);
    }

    private WriteResult delete(WriteTemplate template, WriteRecord item) {
        Optional<String> path = PathTemplate.fill(template.path(), item);
        if (path.isEmpty()) {
            return failed("the record lacks a field of the path " + template.path(), false);
        }
        HttpResponse response = send(template, path.get(), item);
        if (response.status() == 404 || response.status() == 410) {
            return new WriteResult(Outcome.UNCHANGED, item.externalId(), "", false);
        }
        Answers.requireSuccess(response, template.method() + " " + path.get());
        return new WriteResult(Outcome.DELETED, item.externalId(), "", false);
    }

    private HttpResponse send(WriteTemplate template, String path, WriteRecord item) {
        URI uri = remote.address(path, Map.of());
        byte[] body = item.delete()
                ? new byte[0]
                : BodyTemplate.fill(template.body(), item).toString().getBytes(StandardCharsets.UTF_8);
        return remote.send(template.method(), uri, Map.of(template.keyHeader(), item.idempotencyKey()), body);
    }

    /** Looks records up whose creation was interrupted; empty for those that are not there, and where nothing tells how to look. */
    List<Optional<String>> locate(List<WriteRecord> records) {
        return records.stream()
                .map(record -> entity.create().flatMap(WriteTemplate::lookup).flatMap(lookup -> locate(lookup, record)))
                .toList();
    }

    private Optional<String> locate(Lookup lookup, WriteRecord record) {
        Map<String, String> query = new LinkedHashMap<>();
        for (Map.Entry<String, String> parameter : lookup.query().entrySet()) {
            Optional<String> value = BodyTemplate.text(parameter.getValue(), record);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            query.put(parameter.getKey(), value.get());
        }
        HttpResponse response = remote.get(remote.address(lookup.path(), query), Map.of());
        return remote.document(response)
                .flatMap(document -> lookup.id().first(document))
                .filter(node -> node.isTextual() || node.isIntegralNumber())
                .map(JsonNode::asText);
    }

    private Optional<String> newId(WriteTemplate template, HttpResponse response) {
        Optional<JsonNode> document = remote.document(response);
        return document.flatMap(node -> template.id()
                        .map(path -> path.first(node))
                        .orElseGet(() -> Optional.of(entity.id().in(node))))
                .filter(node -> node.isTextual() || node.isIntegralNumber())
                .map(JsonNode::asText)
                .or(() -> locationId(response));
    }

    /** The last part of the {@code Location} header, for systems that answer a creation without a body. */
    private static Optional<String> locationId(HttpResponse response) {
        return response.header("Location")
                .map(location -> location.replaceAll("[?#].*$", "").replaceAll("/+$", ""))
                .map(location -> location.substring(location.lastIndexOf('/') + 1))
                .filter(id -> !id.isEmpty());
    }

    private WriteResult unsupported(String what) {
        return failed("the configuration of '" + entity.name() + "' has no request for " + what, false);
    }

    private static WriteResult failed(String reason, boolean retryable) {
        return new WriteResult(Outcome.FAILED, Optional.empty(), reason, retryable);
    }
}
