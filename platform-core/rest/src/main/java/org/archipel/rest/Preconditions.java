package org.archipel.rest;

import java.util.List;
import java.util.stream.Stream;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.archipel.api.error.ErrorCode;

/**
 * {@code If-Match} and {@code If-None-Match} (RFC 9110, section 13.1) against the present entity tag. {@code If-Match} is optional:
 * a client that sends none overwrites what is there.
 */
public final class Preconditions {
    private static final int PRECONDITION_FAILED = 412;

    private Preconditions() {}

    /**
     * To be called before a change, in the transaction that makes it.
     *
     * @param headers headers of the request
     * @param current tag of the resource as it is
     * @throws ProblemException with status 412 if the client saw another state
     */
    public static void check(HttpHeaders headers, EntityTag current) {
        List<String> wanted = tags(headers, HttpHeaders.IF_MATCH);
        if (!wanted.isEmpty() && wanted.stream().noneMatch(tag -> strongMatch(tag, current))) {
            throw stale();
        }
        List<String> unwanted = tags(headers, HttpHeaders.IF_NONE_MATCH);
        if (unwanted.stream().anyMatch(tag -> weakMatch(tag, current))) {
            throw stale();
        }
    }

    /**
     * To be called before a change of something that need not exist yet; {@code If-Match} then fails.
     *
     * @throws ProblemException with status 412 if the client expects it to exist
     */
    public static void checkAbsent(HttpHeaders headers) {
        if (!tags(headers, HttpHeaders.IF_MATCH).isEmpty()) {
            throw stale();
        }
    }

    /** The answer to a read: 200 with the body and its tag, or 304 when the client has that state already. */
    public static Response read(HttpHeaders headers, EntityTag current, Object body) {
        if (tags(headers, HttpHeaders.IF_NONE_MATCH).stream().anyMatch(tag -> weakMatch(tag, current))) {
            return Response.notModified(current).build();
        }
        return Response.ok(body).tag(current).build();
    }

    private static List<String> tags(HttpHeaders headers, String name) {
        List<String> lines = headers.getRequestHeader(name);
        if (lines == null) {
            return List.of();
        }
        return lines.stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    private static boolean strongMatch(String tag, EntityTag current) {
        return tag.equals("*") || !current.isWeak() && tag.equals(quoted(current));
    }

    private static boolean weakMatch(String tag, EntityTag current) {
        String strong = tag.startsWith("W/") ? tag.substring(2) : tag;
        return tag.equals("*") || strong.equals(quoted(current));
    }

    private static String quoted(EntityTag tag) {
        return '"' + tag.getValue() + '"';
    }

    private static ProblemException stale() {
        return new ProblemException(
                PRECONDITION_FAILED,
                ErrorCode.CONFLICT,
                "The resource has changed since it was read; read it again and repeat the change.");
    }
}
