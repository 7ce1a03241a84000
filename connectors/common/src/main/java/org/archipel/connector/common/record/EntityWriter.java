package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.common.model.Entity;
import org.archipel.connector.common.model.Entity.Lookup;
import org.archipel.connector.common.model.Entity.WriteTemplate;
import org.archipel.connector.common.wire.Answer;
import org.archipel.connector.common.wire.Problem;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;

/** Writes records one by one, by the entity's templates. Used by one thread at a time. */
public final class EntityWriter {
    private static final int PRECONDITION_FAILED = 412;

    private final Remote remote;
    private final Entity entity;

    public EntityWriter(Remote remote, Entity entity) {
        this.remote = remote;
        this.entity = entity;
    }

    /** One result a record. Once the remote side refuses the credentials or is gone, the rest is not tried. */
    public List<WriteResult> write(List<WriteRecord> records) {
        List<WriteResult> results = new ArrayList<>(records.size());
        for (WriteRecord item : records) {
            try {
                results.add(write(item));
            } catch (PlatformException e) {
                results.add(Unsent.result(e, e.retryable()));
                if (Unsent.concernsAll(e)) {
                    Unsent.rest(results, records.size(), e);
                    break;
                }
            }
        }
        return results;
    }

    private WriteResult write(WriteRecord item) {
        if (item.delete()) {
            return entity.delete().map(template -> delete(template, item)).orElseGet(() -> unsupported("deletions"));
        }
        if (item.externalId().isPresent()) {
            return entity.update().map(template -> put(template, item)).orElseGet(() -> unsupported("updates"));
        }
        return creation(item).map(template -> put(template, item)).orElseGet(() -> unsupported("new records"));
    }

    /** The first request that the record has all fields for; the last one if there is none. */
    private Optional<WriteTemplate> creation(WriteRecord item) {
        Optional<WriteTemplate> template = entity.create();
        while (template.flatMap(WriteTemplate::otherwise).isPresent()
                && Template.path(template.get().path(), Template.values(item)).isEmpty()) {
            template = template.get().otherwise();
        }
        return template;
    }

    private WriteResult put(WriteTemplate template, WriteRecord item) {
        Optional<String> path = Template.path(template.path(), Template.values(item));
        if (path.isEmpty()) {
            return failed("the record lacks a field of the path " + template.path(), false);
        }
        Answer answer;
        try {
            answer = send(template, path.get(), item);
        } catch (Refusal e) {
            if (isStale(item, e.problem())) {
                return stale(item);
            }
            throw e;
        } catch (RemoteException e) {
            if (Unsent.is(e)) {
                throw e;
            }
            // It may have come about all the same: a creation is looked for before it is tried again.
            boolean again = e.retryable() || item.externalId().isEmpty();
            throw new RemoteException(
                    e.code(), e.getMessage(), again, e.retryAfter().orElse(null), e);
        }
        Outcome outcome = item.externalId().isPresent() ? Outcome.UPDATED : Outcome.CREATED;
        Answer told = answer;
        Optional<String> version = version(told);
        Optional<String> id = item.externalId()
                .or(() -> newId(template, told))
                // Where the id is one of the record's own fields, the answer need not tell it.
                .or(() -> id(entity.id().in(item.data())));
        return id.isPresent()
                ? new WriteResult(outcome, id, "", false, version)
                : failed("the record was written, but the answer does not tell its id", true);
    }

    private WriteResult delete(WriteTemplate template, WriteRecord item) {
        Optional<String> path = Template.path(template.path(), Template.values(item));
        if (path.isEmpty()) {
            return failed("the record lacks a field of the path " + template.path(), false);
        }
        HttpResponse response = sent(template, path.get(), item);
        Optional<Problem> problem = remote.rules().problem(response);
        if (problem.filter(known -> known.meaning() == Meaning.NOT_FOUND).isPresent()) {
            return new WriteResult(Outcome.UNCHANGED, item.externalId(), "", false);
        }
        if (problem.filter(known -> isStale(item, known)).isPresent()) {
            return stale(item);
        }
        problem.ifPresent(known -> {
            throw new Refusal(template.method() + " " + path.get(), known);
        });
        if (response.header("Content-Type").orElse("").startsWith("text/html")) {
            return failed("the deletion was answered with a page, not by the API", true);
        }
        return new WriteResult(Outcome.DELETED, item.externalId(), "", false);
    }

    private Answer send(WriteTemplate template, String path, WriteRecord item) {
        return remote.ask(
                template.method(), address(template, path, item), headers(template, item), body(template, item));
    }

    private HttpResponse sent(WriteTemplate template, String path, WriteRecord item) {
        return remote.send(
                template.method(), address(template, path, item), headers(template, item), body(template, item));
    }

    private URI address(WriteTemplate template, String path, WriteRecord item) {
        Map<String, String> query = new LinkedHashMap<>();
        template.query()
                .forEach((name, value) ->
                        Template.text(value, Template.values(item)).ifPresent(text -> query.put(name, text)));
        return remote.address(path, query);
    }

    private Map<String, String> headers(WriteTemplate template, WriteRecord item) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!template.keyHeader().isEmpty()) {
            headers.put(template.keyHeader(), item.idempotencyKey());
        }
        entity.version()
                .filter(version -> !version.header().isEmpty())
                .ifPresent(version -> item.expectedVersion().ifPresent(name -> headers.put(version.header(), name)));
        return headers;
    }

    /** 412: it is not the version that was to be changed (RFC 9110, section 15.5.13). */
    private static boolean isStale(WriteRecord item, Problem problem) {
        return item.expectedVersion().isPresent() && problem.status() == PRECONDITION_FAILED;
    }

    private static WriteResult stale(WriteRecord item) {
        return new WriteResult(Outcome.STALE, item.externalId(), "it was changed meanwhile", false);
    }

    private Optional<String> version(Answer answer) {
        if (entity.version().isEmpty()) {
            return Optional.empty();
        }
        return answer.document()
                .flatMap(new RecordExtractor(entity)::version)
                .or(() -> answer.response().header("ETag"));
    }

    /** Whether creations may be sent again: they are known by their key or content, or would have been found. */
    public boolean mayRepeatCreations() {
        return entity.create()
                .filter(create -> create.repeatable() || create.lookup().isPresent())
                .isPresent();
    }

    /** The same for one of them: without the fields that it is looked up by, it would not have been found. */
    public boolean mayRepeat(WriteRecord record) {
        return creation(record)
                .filter(create -> create.repeatable()
                        || create.lookup()
                                .filter(lookup -> Search.of(lookup, record).isPresent())
                                .isPresent())
                .isPresent();
    }

    private static byte[] body(WriteTemplate template, WriteRecord item) {
        if (item.delete() && template.body().isEmpty()) {
            return new byte[0];
        }
        ObjectNode data = item.data().deepCopy().without(template.omitted());
        return Remote.bytes(template.body()
                .map(body -> Template.document(body, data, Template.values(item)))
                .orElse(data));
    }

    /** Looks records up whose creation was interrupted; empty for those that are not there, and where nothing tells how to look. */
    public List<Optional<String>> locate(List<WriteRecord> records) {
        return records.stream()
                .map(record ->
                        creation(record).flatMap(WriteTemplate::lookup).flatMap(lookup -> locate(lookup, record)))
                .toList();
    }

    private Optional<String> locate(Lookup lookup, WriteRecord record) {
        Optional<Search> search = Search.of(lookup, record);
        try {
            return search.flatMap(found -> found.run(remote)).flatMap(EntityWriter::id);
        } catch (Refusal e) {
            if (e.problem().meaning() == Meaning.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<String> newId(WriteTemplate template, Answer answer) {
        return answer.document()
                .flatMap(node -> template.id()
                        .map(path -> path.first(node))
                        .orElseGet(() -> Optional.of(entity.id().in(node))))
                .flatMap(EntityWriter::id)
                .or(() -> locationId(answer.response()));
    }

    private static Optional<String> id(JsonNode node) {
        return node.isTextual() || node.isIntegralNumber() ? Optional.of(node.asText()) : Optional.empty();
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
