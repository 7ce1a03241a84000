package org.archipel.connector.http.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpResponse;
import org.archipel.connector.http.internal.config.Pagination;

/**
 * Pages by a query parameter: a number, an offset or a token. Without a total, a read by numbers ends at the first empty page: a
 * page shorter than asked for says nothing, since remote sides cap the size.
 */
final class ParameterPager implements Pager {
    private static final int LONGEST_TOKEN = 8_000;

    private final Pagination pagination;
    private final Remote remote;

    ParameterPager(Pagination pagination, Remote remote) {
        this.pagination = pagination;
        this.remote = remote;
    }

    @Override
    public URI address(String position, String path, Map<String, String> query) {
        Map<String, String> parameters = new LinkedHashMap<>(query);
        if (pagination instanceof Pagination.Page page) {
            parameters.put(page.parameter(), String.valueOf(number(position, page.first())));
        } else if (pagination instanceof Pagination.Offset offset) {
            parameters.put(offset.parameter(), String.valueOf(number(position, 0)));
        } else if (pagination instanceof Pagination.Cursor cursor && !position.isEmpty()) {
            parameters.put(cursor.parameter(), position);
        }
        return remote.address(path, parameters);
    }

    @Override
    public Optional<String> next(
            String position,
            HttpResponse response,
            Optional<JsonNode> document,
            int count,
            long read,
            Optional<Long> total) {
        if (pagination instanceof Pagination.Cursor cursor) {
            return token(position, cursor, document);
        }
        boolean last = count == 0 || total.map(all -> read >= all).orElse(false);
        if (last || pagination instanceof Pagination.None) {
            return Optional.empty();
        }
        long next = pagination instanceof Pagination.Page page
                ? Math.addExact(number(position, page.first()), 1)
                : Math.addExact(number(position, 0), count);
        if (next > Integer.MAX_VALUE) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the pages do not end", false);
        }
        return Optional.of(String.valueOf(next));
    }

    private static Optional<String> token(String position, Pagination.Cursor cursor, Optional<JsonNode> document) {
        Optional<String> token = document.flatMap(cursor.next()::first)
                .filter(JsonNode::isValueNode)
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
