package org.archipel.connector.common.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.archipel.api.connector.ConnectorDefinition;
import org.archipel.api.connector.RateLimit;
import org.archipel.connector.common.model.RestModel;
import org.archipel.connector.common.wire.ErrorRules;

/**
 * A provider as its connector's file {@code provider.json} describes it, with the schemas {@code config.schema.json} and {@code
 * credentials.schema.json} and the picture {@code icon.svg} beside it. Making one costs nothing: everything is read when it is first
 * needed. Thread-safe.
 */
public final class Provider {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern LIST = Pattern.compile("\\$\\{\\w+\\.fields}");

    /** The parts of a window's requests that may come at once, and that come one after the other. */
    private static final double BURST = 0.1;

    private static final double STEADY = 0.85;

    private final Class<?> connector;
    private ObjectNode file;
    private ConnectorDefinition definition;
    private RestModel model;
    private ErrorRules rules;

    private Provider(Class<?> connector) {
        this.connector = connector;
    }

    /** The provider whose files are in the package of a class. They are read when they are first needed. */
    public static Provider beside(Class<?> connector) {
        return new Provider(connector);
    }

    /** @throws IllegalStateException if a file is missing or is no JSON */
    public synchronized ConnectorDefinition definition() {
        if (definition == null) {
            definition = new DefinitionReader(file())
                    .read(
                            document(connector, "config.schema.json"),
                            document(connector, "credentials.schema.json"),
                            text(connector, "icon.svg").orElse(""));
        }
        return definition;
    }

    private synchronized ObjectNode file() {
        if (file == null) {
            file = document(connector, "provider.json");
        }
        return file;
    }

    /** The provider's own address, for integrations that name none; empty if there is no such address. */
    public Optional<String> endpoint() {
        return Optional.of(file().path("endpoint").asText()).filter(text -> !text.isEmpty());
    }

    /** How problems are told. */
    public synchronized ErrorRules rules() {
        if (rules == null) {
            rules = ErrorRules.of(file().path("errors"));
        }
        return rules;
    }

    /**
     * The limit that the file gives as {@code "rateLimit": {"requests": 120, "seconds": 60}}: so many requests in a window of time,
     * and as {@code perDay} the most of a day where that is far less. The
     * bucket stays below it whenever the window begins: what it lets through at once and what it lets through after that are less together.
     * Headers that tell how long to wait are those that the file's errors name.
     *
     * @param requests in place of the file's; empty for the file's own
     * @return empty if the file names no limit
     */
    public Optional<RateLimit> rateLimit(OptionalInt requests) {
        JsonNode limit = file().path("rateLimit");
        if (limit.isMissingNode()) {
            return Optional.empty();
        }
        int most = requests.orElse(limit.path("requests").asInt());
        int burst = Math.max(1, (int) (most * BURST));
        List<String> headers = new ArrayList<>();
        file().at("/errors/wait/headers").forEach(name -> headers.add(name.asText()));
        return Optional.of(new RateLimit(
                most * STEADY / limit.path("seconds").asInt(),
                burst,
                "",
                headers,
                limit.path("perDay").asInt()));
    }

    /** The entities. */
    public synchronized RestModel model() {
        if (model == null) {
            model = RestModel.parse(file());
        }
        return model;
    }

    /** The entities with each <code>${name}</code> replaced by the setting of that name. */
    public RestModel model(Map<String, String> settings) {
        return settings.isEmpty() ? model() : RestModel.parse((ObjectNode) replaced(file(), settings));
    }

    private static JsonNode replaced(JsonNode node, Map<String, String> settings) {
        if (node instanceof ObjectNode object) {
            ObjectNode result = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(member -> result.set(member.getKey(), replaced(member.getValue(), settings)));
            return result;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> {
                if (element.isTextual() && LIST.matcher(element.textValue()).matches()) {
                    // The setting is a list, each after a comma.
                    Arrays.stream(replaced(element, settings).textValue().split(","))
                            .filter(text -> !text.isEmpty())
                            .forEach(result::add);
                } else {
                    result.add(replaced(element, settings));
                }
            });
            return result;
        }
        if (!node.isTextual() || !node.textValue().contains("${")) {
            return node;
        }
        String text = node.textValue();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            text = text.replace("${" + setting.getKey() + "}", setting.getValue());
        }
        return TextNode.valueOf(text);
    }

    /**
     * The request that tests a connection: {@code {path, method?, body?, identity?}}; missing if entities serve for it.
     *
     * @param settings what stands for <code>${name}</code> in it
     */
    JsonNode test(Map<String, String> settings) {
        return replaced(file().path("test"), settings);
    }

    /** How the fields of an entity are asked for; empty if the file does not tell. */
    Optional<Discovery> discovery(String entity) {
        return StreamSupport.stream(file().path("entities").spliterator(), false)
                .filter(node -> node.path("name").asText().equals(entity) && node.has("discovery"))
                .findFirst()
                .map(node -> new Discovery(node.get("discovery")));
    }

    /** @param settings what stands for <code>${name}</code> in it */
    Optional<OperationSpec> operation(String name, Map<String, String> settings) {
        return StreamSupport.stream(file().path("operations").spliterator(), false)
                .filter(node -> node.path("name").asText().equals(name))
                .findFirst()
                .map(node -> OperationSpec.of(replaced(node, settings)));
    }

    private static ObjectNode document(Class<?> connector, String name) {
        String text = text(connector, name)
                .orElseThrow(() -> new IllegalStateException(name + " is missing beside " + connector.getName()));
        try {
            return MAPPER.readTree(text) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (IOException e) {
            throw new IllegalStateException(name + " is no JSON", e);
        }
    }

    private static Optional<String> text(Class<?> connector, String name) {
        try (InputStream in = connector.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
