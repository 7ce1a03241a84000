package org.archipel.transformation.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.base.DaemonThreads;
import org.archipel.transformation.DocumentCheck;
import org.archipel.transformation.RecordRule;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.Transformations;
import org.archipel.transformation.ValueFunction;
import org.archipel.transformation.internal.engine.RuleCompiler;
import org.archipel.transformation.internal.schema.DocumentSchema;
import org.archipel.transformation.internal.store.Transformation;
import org.archipel.transformation.internal.store.TransformationStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active rule sets that are in use, compiled. A change on this node is seen at once, one on another node within a second.
 * Thread-safe.
 */
@Component(service = {Transformations.class, LiveRuleSets.class})
public final class LiveRuleSets implements Transformations {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRuleSets.class);
    private static final int MOST_KEPT = 10_000;

    private final TransformationStore store;
    private final RuleCompiler compiler;
    private final Map<Key, Live> live = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looking = DaemonThreads.timer("transformation-changes");

    private record Key(String organizationId, String id) {}

    /** @param rules empty if there is no such active rule set */
    private record Live(Optional<RuleSet> rules, long revision) {}

    @Activate
    public LiveRuleSets(@Reference TransformationStore store, @Reference RuleCompiler compiler) {
        this.store = store;
        this.compiler = compiler;
        looking.scheduleWithFixedDelay(this::dropChanged, 1, 1, TimeUnit.SECONDS);
    }

    @Deactivate
    public void close() {
        looking.shutdownNow();
    }

    @Override
    public RuleSet compile(String organizationId, TransformationDefinition definition) {
        return compiler.compile(organizationId, definition);
    }

    @Override
    public Optional<RuleSet> find(String organizationId, String id) {
        Key key = new Key(organizationId, id);
        Live present = live.get(key);
        if (present == null) {
            if (live.size() >= MOST_KEPT) {
                live.clear();
            }
            // Within the map's lock: a change that commits meanwhile is forgotten after this, not before.
            present = live.computeIfAbsent(key, this::load);
        }
        return present.rules();
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
        return DocumentSchema.compile(schema)::check;
    }

    /** To be called when a change has committed. */
    void forget(String organizationId, String id) {
        live.remove(new Key(organizationId, id));
    }

    private Live load(Key key) {
        Optional<Transformation> stored =
                store.find(key.organizationId(), key.id()).filter(Transformation::active);
        return new Live(
                stored.map(transformation -> compiled(key, transformation)),
                stored.map(Transformation::revision).orElse(-1L));
    }

    private RuleSet compiled(Key key, Transformation transformation) {
        try {
            return compiler.compile(key.organizationId(), transformation.definition());
        } catch (ValidationException e) {
            // It was valid when it was saved: an extension that it calls is gone.
            String why =
                    e.errors().isEmpty() ? e.getMessage() : e.errors().get(0).message();
            throw new PlatformException(
                    ErrorCode.DATA_TRANSFORMATION_ERROR,
                    "the rule set '" + transformation.definition().name() + "' cannot be used: " + why,
                    e);
        }
    }

    private void dropChanged() {
        if (live.isEmpty()) {
            return;
        }
        try {
            Map<String, Long> revisions =
                    store.revisions(live.keySet().stream().map(Key::id).toList());
            live.entrySet()
                    .removeIf(entry -> changed(
                            entry.getValue(), revisions.get(entry.getKey().id())));
        } catch (RuntimeException e) {
            LOG.debug("Changed rule sets could not be looked for", e);
        }
    }

    private static boolean changed(Live known, Long revision) {
        return known.rules().isEmpty() ? revision != null : revision == null || revision != known.revision();
    }
}
