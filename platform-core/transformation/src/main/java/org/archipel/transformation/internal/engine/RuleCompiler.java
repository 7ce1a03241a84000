package org.archipel.transformation.internal.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.base.DaemonThreads;
import org.archipel.javascript.JavaScript;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionOffers;
import org.archipel.transformation.RecordRule;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.internal.schema.DocumentSchema;
import org.archipel.transformation.internal.step.StepCompiler;
import org.archipel.transformation.internal.step.Tools;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Makes rule sets of definitions. Thread-safe. No member of this class has a type of the script engine's bundle: looking at the
 * component would load it, and unpack the engine at the start of the platform.
 */
@Component(service = RuleCompiler.class)
public final class RuleCompiler {
    private static final int PARALLEL = Runtime.getRuntime().availableProcessors();

    private final Supplier<JavaScript> javaScript;
    private final Extensions extensions;
    private final ExecutorService helpers;

    @Activate
    public RuleCompiler(BundleContext context, @Reference ExtensionOffers offers, @Reference CallBoundary boundary) {
        this(new FirstUse(context), offers, boundary);
    }

    /** @param javaScript asked for at the first script */
    public RuleCompiler(Supplier<JavaScript> javaScript, ExtensionOffers offers, CallBoundary boundary) {
        this.javaScript = javaScript;
        this.extensions = new Extensions(offers, boundary);
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                PARALLEL,
                PARALLEL,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                DaemonThreads.named("transformation-batch"));
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
        } catch (ValidationException e) {
            e.errors().forEach(error -> errors.add(new FieldError(pointer + error.pointer(), error.message())));
            return Optional.empty();
        }
    }

    private Tools tools(String organizationId, Extensions.Calls calls) {
        return new OrganizationTools(organizationId, javaScript, calls);
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
        return ScriptedRule.compile(tools(organizationId, extensions.calls(organizationId)), name, condition, function);
    }

    /**
     * Takes the service when it is asked for first, and keeps it. Not a reference of the component: for that the service's class
     * would be loaded at the start.
     */
    private static final class FirstUse implements Supplier<JavaScript> {
        private final BundleContext context;
        private JavaScript service;

        FirstUse(BundleContext context) {
            this.context = context;
        }

        @Override
        public synchronized JavaScript get() {
            if (service == null) {
                ServiceReference<JavaScript> reference = context.getServiceReference(JavaScript.class);
                service = reference == null ? null : context.getService(reference);
                if (service == null) {
                    throw new PlatformException(ErrorCode.SYSTEM_ERROR, "The script engine is not there.");
                }
            }
            return service;
        }
    }
}
