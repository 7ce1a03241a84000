package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.javascript.JavaScript;
import org.archipel.javascript.Script;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.transformation.RecordRule;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.function.Functions;
import org.archipel.transformation.internal.schema.DocumentSchema;
import org.archipel.transformation.internal.step.Scripting;
import org.archipel.transformation.internal.step.StepCompiler;
import org.archipel.transformation.internal.step.StepReader.Wrong;
import org.archipel.transformation.internal.step.Tools;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Makes rule sets of definitions. Thread-safe. */
@Component(service = RuleCompiler.class)
public final class RuleCompiler {
    private static final int PARALLEL = Runtime.getRuntime().availableProcessors();

    private final Supplier<JavaScript> javaScript;
    private final Extensions extensions;
    private final ExecutorService helpers;

    /** @param javaScript asked for at the first script, so that a platform without scripts does not load the engine */
    @Activate
    public RuleCompiler(
            @Reference(service = JavaScript.class) ComponentServiceObjects<JavaScript> javaScript,
            @Reference ExtensionOffers offers,
            @Reference CallBoundary boundary) {
        this(new FirstUse(javaScript), offers, boundary);
    }

    public RuleCompiler(Supplier<JavaScript> javaScript, ExtensionOffers offers, CallBoundary boundary) {
        this.javaScript = javaScript;
        this.extensions = new Extensions(offers, boundary);
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(PARALLEL, PARALLEL, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "transformation-batch");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        this.helpers = threads;
    }

    @Deactivate
    public void close() {
        helpers.shutdown();
    }

    /** @throws ValidationException with everything that is wrong */
    public RuleSet compile(String organizationId, TransformationDefinition definition) {
        List<FieldError> errors = new ArrayList<>();
        if (definition.type() == null) {
            throw new ValidationException("/type", "is required");
        }
        Extensions.Calls calls = extensions.calls(organizationId);
        Optional<DocumentSchema> input = schema(definition.inputSchema(), "/inputSchema", errors);
        Optional<DocumentSchema> output = schema(definition.outputSchema(), "/outputSchema", errors);
        var steps = new StepCompiler(definition.type(), tools(organizationId, calls), errors)
                .compile(definition.rules(), "/rules");
        if (!errors.isEmpty()) {
            throw new ValidationException("The rules are not valid.", errors);
        }
        String name = definition.name() == null ? "unnamed" : definition.name();
        return new CompiledRuleSet(
                name,
                definition.type(),
                definition.mode(),
                input,
                output,
                steps,
                new ErrorReport(name, Optional.ofNullable(definition.inputSchema())),
                new Batches(helpers, PARALLEL, calls));
    }

    private static Optional<DocumentSchema> schema(JsonNode schema, String pointer, List<FieldError> errors) {
        if (schema == null || schema.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(DocumentSchema.compile(schema));
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(pointer, e.getMessage()));
            return Optional.empty();
        }
    }

    private Tools tools(String organizationId, Extensions.Calls calls) {
        return new Tools() {
            @Override
            public Script script(String name, String source) {
                return javaScript.get().compile(organizationId, name, source);
            }

            @Override
            public ValueFunction function(String expression) {
                return Functions.compile(expression, (name, arguments) -> valueFunction(calls, name, arguments));
            }

            @Override
            public ExtensionFunction extension(String name) {
                return calls.add(name)::apply;
            }
        };
    }

    private static ValueFunction valueFunction(Extensions.Calls calls, String name, List<String> given) {
        Extensions.Call call = calls.add(name);
        List<JsonNode> rest = given.stream()
                .map(argument -> (JsonNode) JsonNodeFactory.instance.textNode(argument))
                .toList();
        return value -> {
            List<JsonNode> arguments = new ArrayList<>();
            arguments.add(value);
            arguments.addAll(rest);
            try {
                return call.apply(arguments);
            } catch (PlatformException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        };
    }

    /** @throws IllegalArgumentException if it is no chain of known functions */
    public ValueFunction function(String organizationId, String expression) {
        Extensions.Calls calls = extensions.calls(organizationId);
        ValueFunction function = tools(organizationId, calls).function(expression);
        return calls.isEmpty() ? function : new ExtensionChain(function, calls);
    }

    private record ExtensionChain(ValueFunction function, Extensions.Calls calls) implements ValueFunction {
        @Override
        public JsonNode apply(JsonNode value) {
            return function.apply(value);
        }

        @Override
        public <T> T batch(Supplier<T> work) {
            return calls.batch(work);
        }
    }

    /** @throws ValidationException if condition or function is no JavaScript */
    public RecordRule scripted(String organizationId, String name, String condition, String function) {
        Tools tools = tools(organizationId, extensions.calls(organizationId));
        if (function == null || function.isBlank()) {
            throw new ValidationException("/transformation", "is required");
        }
        try {
            Optional<Script> test = condition == null || condition.isBlank()
                    ? Optional.empty()
                    : Optional.of(Scripting.condition(tools, name, condition, "/condition"));
            Script change = Scripting.function(tools, name, function, "/transformation");
            return record -> scripted(test, change, record);
        } catch (Wrong e) {
            throw new ValidationException(e.pointer(), e.getMessage());
        }
    }

    private static Optional<JsonNode> scripted(Optional<Script> condition, Script change, ObjectNode record) {
        if (condition.isPresent() && !condition.get().test(record)) {
            return Optional.of(record);
        }
        return change.call(record).filter(result -> !(result instanceof NullNode));
    }

    /** Takes the service when it is asked for first, and keeps it. */
    private static final class FirstUse implements Supplier<JavaScript> {
        private final ComponentServiceObjects<JavaScript> objects;
        private JavaScript service;

        FirstUse(ComponentServiceObjects<JavaScript> objects) {
            this.objects = objects;
        }

        @Override
        public synchronized JavaScript get() {
            if (service == null) {
                service = objects.getService();
            }
            return service;
        }
    }
}
