package org.archipel.connector.common.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.connector.common.model.Pagination;
import org.archipel.connector.common.model.Parameter;

/**
 * Pages by a parameter: a number, an offset, a token or the last record. Without a total, a read by numbers ends at the first empty
 * page: a page shorter than asked for says nothing, since remote sides cap the size, unless the listing promises that it does.
 */
final class ParameterPager implements Pager {
    private static final int LONGEST_TOKEN = 8_000;

    private final Pagination pagination;
    private final boolean complete;

    ParameterPager(Pagination pagination, boolean complete) {
        this.pagination = pagination;
        this.complete = complete;
    }

    @Override
    public void prepare(String position, PageDraft draft) {
        if (pagination instanceof Pagination.Page page) {
            draft.put(page.parameter(), LongNode.valueOf(number(position, page.first())));
        } else if (pagination instanceof Pagination.Offset offset) {
            draft.put(offset.parameter(), LongNode.valueOf(number(position, 0)));
        } else if (pagination instanceof Pagination.Cursor cursor && !position.isEmpty()) {
            draft.put(cursor.parameter(), position);
        } else if (pagination instanceof Pagination.Keyset keyset) {
            String after = position.isEmpty() ? keyset.first() : position;
            if (keyset.parameter().place() == Parameter.Place.BODY && after.matches("\\d{1,18}")) {
                draft.put(keyset.parameter(), LongNode.valueOf(Long.parseLong(after)));
            } else if (!after.isEmpty()) {
                draft.put(keyset.parameter(), after);
            }
        }
    }

    @Override
    public Optional<String> next(PageSeen page) {
        if (pagination instanceof Pagination.Cursor cursor) {
            return token(page.position(), cursor, page.document());
        }
        if (pagination instanceof Pagination.Keyset keyset) {
            return key(page, keyset);
        }
        boolean last = page.count() == 0
                || complete && page.count() < page.asked()
                || page.total().map(all -> page.read() >= all).orElse(false);
        if (last || pagination instanceof Pagination.None) {
            return Optional.empty();
        }
        long next = pagination instanceof Pagination.Page numbered
                ? Math.addExact(number(page.position(), numbered.first()), 1)
                : Math.addExact(number(page.position(), 0), page.count());
        if (next > Integer.MAX_VALUE) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the pages do not end", false);
        }
        return Optional.of(String.valueOf(next));
    }

    private static Optional<String> key(PageSeen page, Pagination.Keyset keyset) {
        if (page.count() < page.asked()) {
            return Optional.empty();
        }
        JsonNode key = keyset.field().in(page.last());
        String text = key.isValueNode() ? key.asText() : "";
        if (text.isEmpty() || text.equals(page.position())) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the pages do not advance: the last record has no new key", false);
        }
        return Optional.of(text);
    }

    private static Optional<String> token(String position, Pagination.Cursor cursor, Optional<JsonNode> document) {
        boolean end = cursor.more()
                .flatMap(more -> document.flatMap(more::first))
                .map(more -> !more.asBoolean())
                .orElse(false);
        if (end) {
            return Optional.empty();
        }
        Optional<String> token = document.flatMap(cursor.next()::first)
                .filter(node -> node.isValueNode() && !node.isNull())
                .map(JsonNode::asText)
                .filter(text -> !text.isEmpty());
        if (token.filter(position::equals).isPresent()) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "the next cursor is the present one: the read would not end", false);
        }
        if (token.filter(text -> text.length() > LONGEST_TOKEN).isPresent()) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the next cursor is too long", false);
        }
        return token;
    }

    private static long number(String position, long first) {
        if (position.isEmpty()) {
            return first;
        }
        if (!position.matches("\\d{1,10}")) {
            throw new ValidationException("/cursor", "not a cursor of this pagination style");
        }
        return Long.parseLong(position);
    }
}
