package org.archipel.samples.feedconnector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.IntegrationType;
import org.archipel.api.connector.ReadPage;
import org.archipel.api.connector.ReadRequest;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Component;

/** Reads the articles of a news service, page by page. */
@Extension(
        id = "org.archipel.samples.feedconnector",
        name = "Feed connector",
        description = "Reads articles of a news service.",
        category = Category.MARKETING,
        publisher = "Archipel samples")
@NeedsPermission(resource = "connector", actions = "provide", reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "feed.example.com"),
        reason = "To read the articles.")
@Component(service = Connector.class)
public final class FeedConnector implements Connector {
    static final String ID = "org.archipel.samples.feedconnector";

    private final ObjectMapper mapper = new ObjectMapper();
    private final ConnectorDefinition definition = new ConnectorDefinition(
            ID,
            "News feed",
            "Reads articles of a news service.",
            IntegrationType.CUSTOM,
            "1.0.0",
            schema("config.schema.json"),
            schema("credentials.schema.json"),
            Set.of(Capability.READ),
            List.of(),
            DataModel.empty(),
            "");

    @Override
    public ConnectorDefinition definition() {
        return definition;
    }

    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        return new HttpAuthentication.Header("X-Feed-Key", "", "key");
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new Session(context);
    }

    private final class Session implements ConnectorSession {
        private final ConnectorContext context;

        Session(ConnectorContext context) {
            this.context = context;
        }

        @Override
        public ReadPage read(ReadRequest request) {
            int page = request.cursor().map(JsonNode::asInt).orElse(1);
            String topic = context.config().path("topic").asText("all");
            JsonNode answer =
                    get(URI.create("https://feed.example.com/articles?topic=" + topic + "&page=" + page));
            List<SourceRecord> records = new ArrayList<>();
            for (JsonNode article : answer.path("articles")) {
                if (article instanceof ObjectNode data) {
                    records.add(SourceRecord.of(data.path("id").asText(), data));
                }
            }
            boolean more = answer.path("more").asBoolean();
            return new ReadPage(
                    records,
                    more ? Optional.of(IntNode.valueOf(page + 1)) : Optional.empty(),
                    more,
                    Optional.empty());
        }

        private JsonNode get(URI uri) {
            HttpResponse response = context.http().send(HttpRequest.get(uri));
            if (!response.successful()) {
                ErrorCode code =
                        response.status() == 401 ? ErrorCode.AUTHENTICATION_FAILED : ErrorCode.INTEGRATION_ERROR;
                throw new RemoteException(code, "the feed answers " + response.status(), response.status() >= 500);
            }
            try {
                return mapper.readTree(response.body());
            } catch (IOException e) {
                throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "the feed answers no JSON", false);
            }
        }
    }

    private ObjectNode schema(String name) {
        try (InputStream in = FeedConnector.class.getResourceAsStream("/" + name)) {
            return (ObjectNode) mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
