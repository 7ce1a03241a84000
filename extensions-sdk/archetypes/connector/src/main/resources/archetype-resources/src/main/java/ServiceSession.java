package ${package};

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.connector.ConnectionTest;
import org.archipel.api.connector.ConnectionTest.Aspect;
import org.archipel.api.connector.ConnectionTest.Finding;
import org.archipel.api.connector.ConnectionTest.Outcome;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;

/** A connection of one integration: reads {@code GET /<collection>?page=1&limit=100}, an array of objects with an {@code id}. */
final class ServiceSession implements ConnectorSession {
    private static final URI DEFAULT_ENDPOINT = URI.create("https://api.example.com");

    private final ConnectorContext context;
    private final ObjectMapper mapper = new ObjectMapper();

    ServiceSession(ConnectorContext context) {
        this.context = context;
    }

    @Override
    public ConnectionTest test() {
        try {
            page(1, 1);
            return new ConnectionTest(
                    List.of(new Finding(Aspect.RESPONSE, Outcome.PASSED, "the system answers", "", 0)));
        } catch (RemoteException e) {
            Aspect aspect =
                    e.code() == ErrorCode.AUTHENTICATION_FAILED ? Aspect.AUTHENTICATION : Aspect.RESPONSE;
            return new ConnectionTest(List.of(
                    new Finding(aspect, Outcome.FAILED, e.getMessage(), "Check the endpoint and the token.", 0)));
        }
    }

    @Override
    public ReadPage read(ReadRequest request) {
        int number = request.cursor().map(JsonNode::asInt).orElse(1);
        List<SourceRecord> records = new ArrayList<>();
        for (JsonNode item : page(number, request.limit())) {
            if (item instanceof ObjectNode data) {
                records.add(SourceRecord.of(data.path("id").asText(), data));
            }
        }
        boolean hasMore = !records.isEmpty();
        Optional<JsonNode> next = hasMore ? Optional.of(IntNode.valueOf(number + 1)) : Optional.empty();
        return new ReadPage(records, next, hasMore, Optional.empty());
    }

    private JsonNode page(int number, int limit) {
        String endpoint = context.endpoint().orElse(DEFAULT_ENDPOINT).toString();
        String collection = context.config().path("collection").asText("items");
        URI uri = URI.create(endpoint + "/" + collection + "?page=" + number + "&limit=" + limit);
        HttpResponse response = context.http().send(HttpRequest.get(uri));
        if (response.status() == 401) {
            throw new RemoteException(ErrorCode.AUTHENTICATION_FAILED, "the token was refused", false);
        }
        if (!response.successful()) {
            boolean temporary = response.status() >= 500;
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "status " + response.status(), temporary);
        }
        try {
            return mapper.readTree(response.body());
        } catch (IOException e) {
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the answer is no JSON", false, null, e);
        }
    }
}
