package ${package};

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.archipel.api.connector.Capability;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorContext;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.DataModel;
import org.archipel.api.connector.HttpAuthentication;
import org.archipel.api.connector.IntegrationType;
import org.archipel.sdk.Category;
import org.archipel.sdk.Extension;
import org.archipel.sdk.NeedsPermission;
import org.archipel.sdk.NeedsPermission.Condition;
import org.osgi.service.component.annotations.Component;

/** Says what the connector is. */
@Extension(
        id = "${extensionId}",
        name = "${extensionName}",
        description = "Connects to an outside system.",
        category = Category.OPERATIONS,
        publisher = "${publisher}",
        documentation = "guide.md")
@NeedsPermission(
        resource = "connector",
        actions = "provide",
        reason = "To offer the connector to integrations.")
@NeedsPermission(
        resource = "network",
        actions = "connect",
        conditions = @Condition(type = "hosts", values = "api.example.com"),
        reason = "To reach the outside system.")
@Component(service = Connector.class)
public final class ServiceConnector implements Connector {
    private final ConnectorDefinition definition = new ConnectorDefinition(
            "${extensionId}",
            "${extensionName}",
            "Connects to an outside system.",
            IntegrationType.CUSTOM,
            "1.0.0",
            resource("/config.schema.json"),
            resource("/credentials.schema.json"),
            Set.of(Capability.TEST, Capability.READ),
            List.of(),
            DataModel.empty(),
            "");

    @Override
    public ConnectorDefinition definition() {
        return definition;
    }

    /** The platform adds the token to every request; the connector never sees it. */
    @Override
    public HttpAuthentication authentication(ObjectNode config) {
        return new HttpAuthentication.Bearer("token");
    }

    @Override
    public ConnectorSession open(ConnectorContext context) {
        return new ServiceSession(context);
    }

    private static ObjectNode resource(String path) {
        try (InputStream in = ServiceConnector.class.getResourceAsStream(path)) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
