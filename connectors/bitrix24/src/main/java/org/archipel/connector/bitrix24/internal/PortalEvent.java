package org.archipel.connector.bitrix24.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ChangedRecord;
import org.archipel.api.connector.WebhookDelivery;
import org.archipel.api.connector.WebhookVerdict;
import org.archipel.connector.common.webhook.Delivered;
import org.archipel.connector.common.webhook.PhpForm;
import org.archipel.connector.common.webhook.Signatures;

/** An event of a portal: a form that names what changed, with the application's token as its only proof. */
final class PortalEvent {
    private final Delivered delivered;

    PortalEvent(WebhookDelivery delivery) {
        this.delivered = new Delivered(delivery);
    }

    /** @param memberId the portal's key; empty if any is good */
    WebhookVerdict verify(String token, String memberId) {
        ObjectNode form = PhpForm.parse(delivered.text());
        if (!Signatures.same(token, form.at("/auth/application_token").asText())) {
            return Delivered.refused("the application token is wrong");
        }
        if (!memberId.isEmpty()
                && !Signatures.same(memberId, form.at("/auth/member_id").asText())) {
            return Delivered.refused("it comes from another portal");
        }
        String event = form.path("event").asText();
        String id = form.at("/data/FIELDS/ID").asText();
        String time = form.path("ts").asText();
        String what = event.replaceFirst("^ONCRM", "").replaceFirst("(ADD|UPDATE|DELETE|MOVETOCATEGORY)$", "");
        String type = form.at("/data/FIELDS/ENTITY_TYPE_ID").asText();
        Optional<String> entity = Arrays.stream(ItemType.values())
                .filter(one ->
                        one.name().equals(what) || String.valueOf(one.number()).equals(type))
                .map(ItemType::entity)
                .findFirst()
                .filter(one -> !id.isEmpty());
        return delivered
                .genuine(
                        time.isEmpty() ? "" : String.join("|", event, type, id, time),
                        id.isEmpty() ? "" : what + type + "/" + id,
                        event)
                .about(entity.map(one -> List.of(new ChangedRecord(one, id))).orElse(List.of()));
    }
}
