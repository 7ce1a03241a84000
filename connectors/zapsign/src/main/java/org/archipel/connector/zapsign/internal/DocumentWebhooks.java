package org.archipel.connector.zapsign.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.WebhookSubscriber;
import org.archipel.api.connector.WebhookSubscription;
import org.archipel.api.connector.WebhookSubscriptionRequest;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.wire.Problem.Meaning;
import org.archipel.connector.common.wire.Refusal;
import org.archipel.connector.common.wire.Remote;

/**
 * The webhooks of an account: one for all events of documents, and one for e-mails that did not arrive. ZapSign does not list them: what is
 * there is known by the handle alone, and one whose answer was lost stays until somebody removes it there.
 */
final class DocumentWebhooks implements WebhookSubscriber {
    private static final String SIGNER = "signer";
    private static final String ALL_OF_DOCUMENTS = "";
    private static final String PATH = "/user/company/webhook/";

    private final Remote remote;
    private final String header;

    /** @param header the header that webhooks are to carry the secret in */
    DocumentWebhooks(Remote remote, String header) {
        this.remote = remote;
        this.header = header;
    }

    @Override
    public boolean tells(String entity) {
        return Set.of("document", SIGNER).contains(entity);
    }

    @Override
    public WebhookSubscription subscribe(WebhookSubscriptionRequest request) {
        // What is known goes first: of what fails after it nobody would know.
        request.handle().ifPresent(this::delete);
        String ids = register(ALL_OF_DOCUMENTS, request);
        if (request.entities().contains(SIGNER)) {
            try {
                ids += "," + register("email_bounce", request);
            } catch (RemoteException e) {
                delete(ids);
                throw e;
            }
        }
        return new WebhookSubscription(ids, Optional.empty());
    }

    private String register(String type, WebhookSubscriptionRequest request) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("url", request.target().toString())
                .put("type", type);
        body.putArray("headers")
                .addObject()
                .put("name", header)
                .put("value", request.secret().orElse(""));
        JsonNode id = remote.ask("POST", remote.address(PATH, Map.of()), Map.of(), Remote.bytes(body))
                .document()
                .orElseGet(JsonNodeFactory.instance::objectNode)
                .path("id");
        if (!id.isValueNode() || id.asText().isEmpty()) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer does not tell the webhook", false);
        }
        return id.asText();
    }

    /** Nothing can be asked of one that is there; it has no end. */
    @Override
    public Optional<WebhookSubscription> renew(WebhookSubscriptionRequest request) {
        return request.handle().map(handle -> new WebhookSubscription(handle, Optional.empty()));
    }

    @Override
    public void unsubscribe(WebhookSubscriptionRequest request) {
        request.handle().ifPresent(this::delete);
    }

    private void delete(String ids) {
        for (String id : ids.split(",")) {
            try {
                // The answer is a sentence, and no JSON.
                String path = PATH + "delete/";
                remote.rules()
                        .requireSuccess(
                                remote.send(
                                        "DELETE",
                                        remote.address(path, Map.of()),
                                        Map.of(),
                                        Remote.bytes(JsonNodeFactory.instance
                                                .objectNode()
                                                .put("id", id))),
                                "DELETE " + path);
            } catch (Refusal e) {
                if (e.problem().meaning() != Meaning.NOT_FOUND) {
                    throw e;
                }
            }
        }
    }
}
