package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.http.internal.config.Entity;
import org.archipel.jsonpath.JsonPathLimitException;

/**
 * Reads the pages of one entity. An answer with more records than were asked for is given in parts; the rest is kept for the next
 * call, and asked for again where the session is a new one.
 */
final class EntityReader {
    private final Remote remote;
    private final Entity entity;
    private final Pager pager;
    private final RecordExtractor extractor;
    private Answer kept;

    /** @param secretParameter the query parameter that authenticates, to be kept out of cursors; empty for none */
    EntityReader(Remote remote, Entity entity, String secretParameter) {
        this.remote = remote;
        this.entity = entity;
        this.pager = Pager.of(entity.pagination(), remote, secretParameter);
        this.extractor = new RecordExtractor(entity);
    }

    ReadPage read(ReadRequest request) {
        if (request.limit() < 1) {
            throw new ValidationException("/limit", "at least 1");
        }
        try {
            return page(request);
        } catch (JsonPathLimitException e) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, e.getMessage(), false, null, e);
        }
    }

    private ReadPage page(ReadRequest request) {
        ReadCursor cursor = request.cursor().map(ReadCursor::of).orElseGet(ReadCursor::beginning);
        Answer answer = cursor.skip() > 0 && kept != null && kept.isFor(cursor) ? kept : ask(cursor, request);
        // Changed since its first part was given: it is given from its beginning, since records can have moved.
        int from = cursor.skip() > 0 && answer.digest.equals(cursor.digest()) ? cursor.skip() : 0;
        int to = Math.min(from + request.limit(), answer.records.size());
        Optional<ReadCursor> next = to < answer.records.size()
                ? Optional.of(new ReadCursor(cursor.position(), to, answer.digest, cursor.read(), cursor.loops()))
                : next(cursor, answer);
        kept = to < answer.records.size() ? answer : null;
        List<SourceRecord> records = answer.records.subList(from, to).stream()
                .filter(item -> isWanted(item, request))
                .toList();
        boolean filtered =
                request.modifiedSince().isPresent() && entity.modifiedSince().isEmpty();
        return new ReadPage(
                records, next.map(ReadCursor::toJson), next.isPresent(), filtered ? Optional.empty() : answer.total);
    }

    private Optional<ReadCursor> next(ReadCursor cursor, Answer answer) {
        long read = cursor.read() + answer.records.size();
        return pager.next(
                        cursor.position(), answer.response, answer.document, answer.records.size(), read, answer.total)
                .map(position -> new ReadCursor(position, 0, "", read, guarded(cursor, answer)));
    }

    private static LoopGuard guarded(ReadCursor cursor, Answer answer) {
        return answer.records.isEmpty() ? cursor.loops() : cursor.loops().after(answer.digest);
    }

    private Answer ask(ReadCursor cursor, ReadRequest request) {
        Map<String, String> query = new LinkedHashMap<>(entity.query());
        Map<String, String> headers = new LinkedHashMap<>(entity.headers());
        entity.pageSize().ifPresent(size -> query.put(size.parameter(), String.valueOf(size.of(request.limit()))));
        entity.modifiedSince()
                .ifPresent(since -> request.modifiedSince().ifPresent(time -> {
                    Map<String, String> target = since.inHeader() ? headers : query;
                    target.put(since.name(), since.format().format(time));
                }));
        HttpResponse response = remote.get(pager.address(cursor.position(), entity.path(), query), headers);
        Optional<JsonNode> document = remote.document(response);
        List<SourceRecord> records = document.map(extractor::extract).orElseGet(List::of);
        Optional<Long> total = document.flatMap(extractor::total);
        return new Answer(cursor.position(), response, document, records, RecordDigest.of(records), total);
    }

    /** Where the remote side cannot filter by time, the connector does, as far as records tell their time. */
    private boolean isWanted(SourceRecord item, ReadRequest request) {
        return entity.modifiedSince().isPresent()
                || request.modifiedSince().isEmpty()
                || item.modifiedAt().isEmpty()
                || !item.modifiedAt().get().isBefore(request.modifiedSince().get());
    }

    /** An answer of the remote side, read. */
    private record Answer(
            String position,
            HttpResponse response,
            Optional<JsonNode> document,
            List<SourceRecord> records,
            String digest,
            Optional<Long> total) {
        boolean isFor(ReadCursor cursor) {
            return position.equals(cursor.position()) && digest.equals(cursor.digest());
        }
    }
}
