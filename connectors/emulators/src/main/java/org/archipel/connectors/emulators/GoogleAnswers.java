package org.archipel.connectors.emulators;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The forms of Google's answers. */
final class GoogleAnswers {
    private GoogleAnswers() {}

    static Reply missing() {
        return failure(404, "notFound", "Not Found");
    }

    static Reply failure(int status, String reason, String message) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", status).put("message", message);
        error.putArray("errors")
                .addObject()
                .put("domain", "global")
                .put("reason", reason)
                .put("message", message);
        return Reply.json(status, body);
    }

    /** Where the page begins that a request asks for. */
    static int from(Exchange exchange) {
        String token = exchange.query().getOrDefault("pageToken", "t0");
        return Integer.parseInt(token.substring(1));
    }

    static Reply page(Rows.Slice slice, String member) {
        ObjectNode body = Json.object();
        body.set(member, slice.array());
        if (slice.next() > 0) {
            body.put("nextPageToken", "t" + slice.next());
        }
        return Reply.json(200, body);
    }
}
