package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
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
import org.archipel.connector.common.model.Entity;
import org.archipel.connector.common.model.Listing;
import org.archipel.connector.common.model.Pagination;
import org.archipel.connector.common.wire.Answer;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;
import org.archipel.jsonpath.JsonPathLimitException;

/**
 * Reads the pages of one entity. An answer with more records than were asked for is given in parts; the rest is kept for the next
 * call, and asked for again where the session is a new one. Used by one thread at a time.
 */
public final class EntityReader {
    private final Remote remote;
    private final Entity entity;
    private final String secretParameter;
    private final RecordExtractor extractor;
    private Page kept;

    /** @param secretParameter the query parameter that authenticates, to be kept out of cursors; empty for none */
    public EntityReader(Remote remote, Entity entity, String secretParameter) {
        this.remote = remote;
        this.entity = entity;
        this.secretParameter = secretParameter;
        this.extractor = new RecordExtractor(entity);
    }

    /**
     * Reads one page.
     *
     * @throws RemoteException if the remote system fails or refuses, or gives what is no page
     */
    public ReadPage read(ReadRequest request) {
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
        Listing listing = listing(request);
        ReadCursor cursor = request.cursor().map(ReadCursor::of).orElseGet(ReadCursor::beginning);
        Page page = cursor.skip() > 0 && kept != null && kept.isFor(cursor) ? kept : ask(listing, cursor, request);
        // Changed since its first part was given: it is given from its beginning, since records can have moved.
        int from = cursor.skip() > 0 && page.digest.equals(cursor.digest()) ? cursor.skip() : 0;
        int to = Math.min(from + request.limit(), page.records.size());
        Optional<ReadCursor> next = to < page.records.size()
                ? Optional.of(new ReadCursor(cursor.position(), to, page.digest, cursor.read(), cursor.loops()))
                : next(listing, cursor, page);
        kept = to < page.records.size() ? page : null;
        List<SourceRecord> records = whole(page.records.subList(from, to).stream()
                .filter(item -> isWanted(listing, item, request))
                .toList());
        boolean filtered =
                request.modifiedSince().isPresent() && listing.modifiedSince().isEmpty()
                        || TimedPosition.of(listing, cursor.position()).from().isPresent();
        return new ReadPage(
                records,
                next.map(ReadCursor::toJson),
                next.isPresent(),
                filtered ? Optional.empty() : page.seen.total(),
                listing.ordered(),
                !listing.partial() && !page.pastTheEnd,
                lists(listing, request)
                        ? Optional.of(page.records.subList(from, to).stream()
                                .filter(item -> !isWanted(listing, item, request))
                                .map(SourceRecord::externalId)
                                .toList())
                        : Optional.empty());
    }

    /** Whether everything comes although only changes were asked for. */
    private boolean lists(Listing listing, ReadRequest request) {
        return request.modifiedSince().isPresent() && listing.modifiedSince().isEmpty() && listing == entity.listing();
    }

    private Listing listing(ReadRequest request) {
        return request.modifiedSince().isPresent() ? entity.changes().orElse(entity.listing()) : entity.listing();
    }

    private Optional<ReadCursor> next(Listing listing, ReadCursor cursor, Page page) {
        long read = page.seen.read();
        return Pager.of(listing, remote, secretParameter)
                .next(page.seen)
                .map(position -> TimedPosition.of(listing, cursor.position())
                        .after(listing, page.records, position)
                        .text())
                .map(position -> new ReadCursor(position, 0, "", read, guarded(cursor, page)));
    }

    private static LoopGuard guarded(ReadCursor cursor, Page page) {
        return page.records.isEmpty() ? cursor.loops() : cursor.loops().after(page.digest);
    }

    private Page ask(Listing listing, ReadCursor cursor, ReadRequest request) {
        PageDraft draft = new PageDraft(remote, listing);
        TimedPosition position = TimedPosition.of(listing, cursor.position());
        int asked = listing.pageSize().map(size -> size.of(request.limit())).orElse(request.limit());
        listing.pageSize()
                .flatMap(Listing.PageSize::parameter)
                .ifPresent(parameter -> draft.put(parameter, IntNode.valueOf(asked)));
        listing.modifiedSince()
                .ifPresent(since -> position.from()
                        .or(request::modifiedSince)
                        .ifPresent(time -> draft.put(since.parameter(), since.of(time))));
        Pager.of(listing, remote, secretParameter).prepare(position.inner(), draft);
        URI address = draft.address();
        Answer answer;
        try {
            answer = remote.ask(listing.method(), address, draft.headers(), draft.body());
        } catch (Refusal e) {
            if (!isPastTheEnd(listing, position, e)) {
                throw e;
            }
            return pastTheEnd(cursor, position, address, asked);
        }
        List<JsonNode> nodes = answer.document()
                .map(document -> extractor.nodes(listing, document))
                .orElseGet(List::of);
        List<SourceRecord> records = nodes.stream().map(extractor::toRecord).toList();
        PageSeen seen = new PageSeen(
                position.inner(),
                address,
                answer.response(),
                answer.document(),
                nodes.size(),
                asked,
                cursor.read() + nodes.size(),
                extractor.total(listing, answer),
                nodes.isEmpty() ? MissingNode.getInstance() : nodes.get(nodes.size() - 1));
        return new Page(cursor.position(), seen, records, RecordDigest.of(records), false);
    }

    /** Some have no page behind the last one, which may be another one than a moment ago: records go while they are read. */
    private static boolean isPastTheEnd(Listing listing, TimedPosition position, Refusal refusal) {
        return listing.pagination() instanceof Pagination.Page page
                && !page.end().isEmpty()
                && !position.inner().isEmpty()
                && refusal.problem().meaning() == Meaning.NOT_FOUND
                && refusal.problem().text().contains(page.end());
    }

    private static Page pastTheEnd(ReadCursor cursor, TimedPosition position, URI address, int asked) {
        PageSeen nothing = new PageSeen(
                position.inner(),
                address,
                new HttpResponse(200, Map.of(), new byte[0]),
                Optional.empty(),
                0,
                asked,
                cursor.read(),
                Optional.empty(),
                MissingNode.getInstance());
        return new Page(cursor.position(), nothing, List.of(), RecordDigest.of(List.of()), true);
    }

    /** Where the remote side cannot filter by time, the connector does, as far as records tell their time. */
    private static boolean isWanted(Listing listing, SourceRecord item, ReadRequest request) {
        return listing.modifiedSince().isPresent()
                || request.modifiedSince().isEmpty()
                || item.modifiedAt().isEmpty()
                || !item.modifiedAt().get().isBefore(request.modifiedSince().get());
    }

    /** The records as a whole, where the listing gives parts only; without those that are gone meanwhile. */
    private List<SourceRecord> whole(List<SourceRecord> parts) {
        if (entity.detail().isEmpty()) {
            return parts;
        }
        List<SourceRecord> whole = new ArrayList<>(parts.size());
        for (SourceRecord part : parts) {
            if (part.deleted() || part.externalId().isEmpty()) {
                whole.add(part);
            } else {
                detail(part).ifPresent(whole::add);
            }
        }
        return whole;
    }

    private Optional<SourceRecord> detail(SourceRecord part) {
        Optional<String> path =
                Template.path(entity.detail().orElseThrow(), place -> Template.field(part.data(), place));
        if (path.isEmpty()) {
            return Optional.of(part);
        }
        try {
            Answer answer = remote.get(remote.address(path.get(), Map.of()), Map.of());
            SourceRecord detail = answer.document().map(extractor::toRecord).orElse(part);
            ObjectNode data =
                    detail.deleted() ? detail.data() : part.data().deepCopy().setAll(detail.data());
            Optional<Instant> time = detail.modifiedAt().or(part::modifiedAt);
            return Optional.of(new SourceRecord(part.externalId(), data, time, detail.deleted()));
        } catch (Refusal e) {
            if (e.problem().meaning() == Meaning.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * An answer of the remote side, read.
     *
     * @param pastTheEnd whether there is no such page: records may have moved to pages before, so that what was not met may be there
     */
    private record Page(String position, PageSeen seen, List<SourceRecord> records, String digest, boolean pastTheEnd) {
        boolean isFor(ReadCursor cursor) {
            return position.equals(cursor.position()) && digest.equals(cursor.digest());
        }
    }
}
