package org.archipel.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.archipel.api.connector.Connector;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.extension.Health;
import org.archipel.api.transform.TransformFunction;
import org.archipel.api.webhook.WebhookProcessor;
import org.archipel.api.workflow.WorkflowStep;

/**
 * A platform with one installation of the extension under test. What the extension offers is reached as the platform reaches it,
 * through the call boundary: within budgets, with values copied and exceptions translated.
 */
public interface TestPlatform extends AutoCloseable {
    /**
     * The very context that the extension has: its storage, records, configuration, with its permissions. A test prepares and
     * looks at what the extension sees.
     */
    ExtensionContext context();

    /** Answers the extension's HTTP requests, and has recorded them. */
    FakeHttp http();

    /** The extension's clock; turning it runs what becomes due. */
    TestClock clock();

    /** Delivers events to the extension, and has recorded those that it published. */
    TestEvents events();

    /** Runs the extension's tasks. */
    TestTasks tasks();

    /** The hub's records, beyond the extension's permissions. */
    TestRecords records();

    /** Sends requests to the extension's REST resources. */
    TestRest rest();

    /** The page of a console panel by its name, as the console's frame loads it. */
    TestRest.Answer panel(String name);

    /** A transformation function by its name. */
    TransformFunction function(String name);

    /** A workflow step by its type. */
    WorkflowStep step(String type);

    /** The webhook processor for a connector. */
    WebhookProcessor webhooks(String connectorId);

    /** A connector by its id. */
    Connector connector(String id);

    /**
     * A session of a connector as an integration would have it. Its requests are authenticated as the connector says, and reach
     * what its permissions cover; {@link #http()} answers them.
     */
    ConnectorSession connect(String connectorId, ObjectNode config, ObjectNode credentials);

    /** Keeps a secret for the extension. */
    void secret(String name, String value);

    /** Changes the configuration while the extension runs. */
    void configure(JsonNode config);

    /** Takes the permissions for a resource back while the extension runs. */
    void revoke(String resource);

    /** What the extension's health checks say. */
    Health health();

    /** What the extension wrote to its log, and its failures, one text each. */
    List<String> log();

    @Override
    void close();
}
