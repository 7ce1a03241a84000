package org.archipel.integrations.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpResponse;

/**
 * An answer of a token endpoint (RFC 6749, section 5). A refusal ends a connection for good, until a person makes it again: so it has to
 * be one of the provider itself, not a page of a proxy, of a load balancer, or of maintenance.
 *
 * @param body a JSON object; an empty one for what is none
 */
public record TokenAnswer(HttpResponse response, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PASSING = Set.of(
            "temporarily_unavailable", "server_error", "slow_down", "ratelimited", "internal_error", "fatal_error");

    public static TokenAnswer of(HttpResponse response) {
        try {
            JsonNode body = JSON.readTree(response.body());
            return new TokenAnswer(response, body != null && body.isObject() ? body : JSON.createObjectNode());
        } catch (JsonProcessingException e) {
            return new TokenAnswer(response, JSON.createObjectNode());
        } catch (IOException e) {
            throw new RemoteException(ErrorCode.CONNECTION_FAILED, "The tokens could not be read.", true, null, e);
        }
    }

    /**
     * Why there is no token in it: {@code AUTHENTICATION_FAILED} if the provider refuses for good, else a failure that may pass. What the
     * provider says of itself goes no further than its error code: the rest may quote the token.
     */
    public RemoteException refusal(Clock clock) {
        String code = body.path("error").asText("");
        String told = "The token endpoint gave no token: status " + response.status()
                + (code.matches("[A-Za-z_]{1,40}") ? ", " + code : "") + ".";
        return forGood(code)
                ? new RemoteException(ErrorCode.AUTHENTICATION_FAILED, told, false)
                : new RemoteException(
                        ErrorCode.CONNECTION_FAILED,
                        told,
                        true,
                        RetryAfter.of(response, clock).orElse(null),
                        null);
    }

    private boolean forGood(String code) {
        int status = response.status();
        if (status == 408 || status == 429 || status >= 500 || PASSING.contains(code)) {
            return false;
        }
        // Some providers answer 400 with an object of their own making.
        return status == 401
                || status == 400 && !body.isEmpty()
                || body.hasNonNull("error")
                || body.hasNonNull("errors");
    }
}
