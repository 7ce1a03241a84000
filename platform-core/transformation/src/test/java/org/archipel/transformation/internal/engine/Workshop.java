package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.transform.TransformFunction;
import org.archipel.javascript.internal.GraalJavaScript;
import org.archipel.rest.Json;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TransformationDefinition;

/** A rule compiler with the real script engine, and with functions as an extension would offer them. */
public final class Workshop implements AutoCloseable {
    private static final ObjectReader READER = Json.newMapper()
            .reader()
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .with(JsonParser.Feature.ALLOW_SINGLE_QUOTES);

    /** A document with a bit of everything. */
    public static final JsonNode ADA = json(
            "{'id':7,'name':' Ada Lovelace ','email':'ADA@EXAMPLE.ORG','age':'36','address':{'city':'Lisbon','zip':'1000-001'},"
                    + "'tags':['a','b'],'orders':[{'sku':'x','qty':2,'price':1.5},{'sku':'y','qty':1,'price':10}],"
                    + "'country':'PT','born':'10/12/1815','none':null}");

    public final Map<String, TransformFunction> functions = new HashMap<>();
    public final List<Object> batches = new ArrayList<>();
    public final RuleCompiler compiler;
    /** What a script says does not depend on how busy the machine of a build is. */
    private final GraalJavaScript javaScript = new GraalJavaScript(Duration.ofSeconds(5));

    public Workshop() {
        compiler = new RuleCompiler(() -> javaScript, new Offers(), new Boundary());
    }

    public RuleSet compile(String definition) {
        return compiler.compile("org", definition(definition));
    }

    public static TransformationDefinition definition(String text) {
        try {
            return READER.forType(TransformationDefinition.class).readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return READER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public void close() {
        compiler.close();
        javaScript.close();
    }

    private final class Offers implements ExtensionOffers {
        @Override
        public <T> List<Offer<T>> all(Class<T> type, String organizationId) {
            return List.of();
        }

        @Override
        public <T> List<Offer<T>> named(Class<T> type, String organizationId, String name) {
            return List.of();
        }

        @Override
        public <T> Optional<Offer<T>> find(Class<T> type, String organizationId, String extensionId, String name) {
            return Optional.ofNullable(functions.get(extensionId + "/" + name))
                    .map(function -> new Offer<>(
                            extensionId, "installation", "1.0.0", name, "", Optional.empty(), type.cast(function)));
        }
    }

    private final class Boundary implements CallBoundary {
        @Override
        public <T> T guard(Class<T> type, T service, String location) {
            return service;
        }

        @Override
        public void run(String location, Duration limit, Runnable work) {
            work.run();
        }

        @Override
        public <T> T batch(Object guarded, Duration limit, Supplier<T> work) {
            batches.add(guarded);
            return work.get();
        }
    }
}
