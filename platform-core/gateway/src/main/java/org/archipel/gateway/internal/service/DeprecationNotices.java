package org.archipel.gateway.internal.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.archipel.gateway.internal.metrics.SeenCallers;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Transaction;

/** Tells the organization's webhooks and subscribers that a version of an API ends, and who called it lately. */
final class DeprecationNotices {
    private final SeenCallers callers;
    private final Outbox outbox;

    DeprecationNotices(SeenCallers callers, Outbox outbox) {
        this.callers = callers;
        this.outbox = outbox;
    }

    void append(Transaction transaction, CustomApi api, Deprecation ends) {
        ObjectNode data = CustomApiAudit.view(api);
        data.put("id", api.id()).put("since", ends.since().toString());
        data.put("sunset", ends.sunset() == null ? null : ends.sunset().toString());
        data.put("link", ends.link());
        ArrayNode seen = data.putArray("callers");
        callers.of(transaction, api.organizationId(), api.id())
                .forEach(one -> seen.addObject()
                        .put("caller", one.caller())
                        .put("seenAt", one.seenAt().toString()));
        outbox.append(transaction, api.organizationId(), "custom-api.deprecated", "custom-api/" + api.id(), data);
    }
}
