package org.archipel.integrations.internal.fakes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.transform.TransformFunction;
import org.archipel.javascript.internal.GraalJavaScript;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.transformation.DocumentCheck;
import org.archipel.transformation.RecordRule;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.Transformations;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.internal.engine.RuleCompiler;

/** The transformation engine with its scripts, without stored rule sets; functions of extensions are put in by tests. */
public final class Engine implements Transformations, AutoCloseable {
    public final Map<String, TransformFunction> functions = new HashMap<>();
    /** Batches of calls to extensions. */
    public int batches;

    /** What a script says does not depend on how busy the machine of a build is. */
    private final GraalJavaScript javaScript = new GraalJavaScript(Duration.ofSeconds(30));

    private final RuleCompiler compiler = new RuleCompiler(() -> javaScript, new Offers(), new Boundary());

    @Override
    public RuleSet compile(String organizationId, TransformationDefinition definition) {
        return compiler.compile(organizationId, definition);
    }

    @Override
    public Optional<RuleSet> find(String organizationId, String id) {
        return Optional.empty();
    }

    @Override
    public ValueFunction function(String organizationId, String expression) {
        return compiler.function(organizationId, expression);
    }

    @Override
    public RecordRule scripted(String organizationId, String name, String condition, String function) {
        return compiler.scripted(organizationId, name, condition, function);
    }

    @Override
    public DocumentCheck schema(JsonNode schema) {
        throw new UnsupportedOperationException();
    }

    /** What it makes of a value. */
    public JsonNode value(String expression, JsonNode value) {
        return function("org", expression).apply(value);
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
            batches++;
            return work.get();
        }
    }
}
