package org.archipel.transformation.internal.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.transformation.RuleSet;
import org.archipel.transformation.TestCase;
import org.archipel.transformation.TransformationDefinition;
import org.archipel.transformation.internal.engine.RuleCompiler;
import org.archipel.transformation.internal.service.TestReport.CaseResult;
import org.archipel.transformation.internal.store.Status;
import org.archipel.transformation.internal.store.Transformation;
import org.archipel.transformation.internal.store.TransformationFilter;
import org.archipel.transformation.internal.store.TransformationStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The life of rule sets. What is saved compiles; what is active passes its test cases. Every change is audited. */
@Component(service = TransformationService.class)
public class TransformationService {
    private static final int MOST_NAME = 200;
    private static final int MOST_TEXT = 2_000;
    private static final int MOST_CASES = 200;

    private final UnitOfWork work;
    private final TransformationStore store;
    private final RuleCompiler compiler;
    private final LiveRuleSets live;
    private final AuditLog audit;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public TransformationService(
            @Reference(target = "(unit=transformation)") UnitOfWork work,
            @Reference TransformationStore store,
            @Reference RuleCompiler compiler,
            @Reference LiveRuleSets live,
            @Reference AuditLog audit) {
        this.work = work;
        this.store = store;
        this.compiler = compiler;
        this.live = live;
        this.audit = audit;
    }

    /** A rule set as it was saved, and how its test cases went. */
    public record Saved(Transformation transformation, TestReport tests) {}

    public Transformation get(Caller caller, String id) {
        return store.get(caller.organizationId(), id);
    }

    public List<Transformation> list(Caller caller, TransformationFilter filter, String after, int limit) {
        return store.list(caller.organizationId(), filter, after, limit);
    }

    /** @throws ValidationException with everything that is wrong */
    public Saved create(Caller caller, TransformationDefinition definition) {
        TestReport tests = CaseRunner.run(checked(caller, definition), definition.testCases());
        Instant now = now();
        Transformation draft = new Transformation(
                Ids.next(), caller.organizationId(), definition, Status.DRAFT, caller.actor(), now, now, 0);
        return work.call(transaction -> {
            Transformation stored = store.insert(transaction, draft);
            record(transaction, caller, "transformation.create", Optional.empty(), Optional.of(stored));
            return new Saved(stored, tests);
        });
    }

    /**
     * Replaces a rule set. One that is active has to pass its test cases.
     *
     * @param revision sees the present revision in the transaction, and refuses a stale change by an exception
     */
    public Saved replace(Caller caller, String id, TransformationDefinition definition, LongConsumer revision) {
        TestReport tests = CaseRunner.run(checked(caller, definition), definition.testCases());
        return work.call(transaction -> {
            Transformation present = store.get(transaction, caller.organizationId(), id);
            revision.accept(present.revision());
            if (present.active()) {
                requirePassed(tests);
            }
            Transformation stored = store.update(transaction, present.with(definition, now()));
            changed(transaction, caller, "transformation.update", present, stored);
            return new Saved(stored, tests);
        });
    }

    public void delete(Caller caller, String id, LongConsumer revision) {
        work.run(transaction -> {
            Transformation present = store.get(transaction, caller.organizationId(), id);
            revision.accept(present.revision());
            store.delete(transaction, present);
            transaction.afterCommit(() -> live.forget(present.organizationId(), id));
            record(transaction, caller, "transformation.delete", Optional.of(present), Optional.empty());
        });
    }

    /** @throws ValidationException if a test case fails; pointers tell which */
    public Saved activate(Caller caller, String id) {
        Transformation tested = get(caller, id);
        TestReport tests = test(caller, tested.definition());
        requirePassed(tests);
        return work.call(transaction -> {
            Transformation present = store.get(transaction, caller.organizationId(), id);
            if (present.revision() != tested.revision()) {
                throw new ConflictException("The rule set was changed at the same time.");
            }
            return new Saved(moved(transaction, caller, "transformation.activate", present, Status.ACTIVE), tests);
        });
    }

    /** Back to a draft: nobody uses it any more. */
    public Transformation deactivate(Caller caller, String id) {
        return work.call(transaction -> moved(
                transaction,
                caller,
                "transformation.deactivate",
                store.get(transaction, caller.organizationId(), id),
                Status.DRAFT));
    }

    /** Runs the test cases of a definition, which need not be stored. */
    public TestReport test(Caller caller, TransformationDefinition definition) {
        return CaseRunner.run(checked(caller, definition), definition.testCases());
    }

    /** Runs a definition, which need not be stored, on a sample. */
    public Preview preview(Caller caller, TransformationDefinition definition, JsonNode sample) {
        return Preview.of(checked(caller, definition).trace(sample));
    }

    private Transformation moved(
            Transaction transaction, Caller caller, String action, Transformation present, Status status) {
        Transformation stored = store.update(transaction, present.with(status, now()));
        changed(transaction, caller, action, present, stored);
        return stored;
    }

    private void changed(
            Transaction transaction, Caller caller, String action, Transformation before, Transformation after) {
        transaction.afterCommit(() -> live.forget(after.organizationId(), after.id()));
        record(transaction, caller, action, Optional.of(before), Optional.of(after));
    }

    private void record(
            Transaction transaction,
            Caller caller,
            String action,
            Optional<Transformation> before,
            Optional<Transformation> after) {
        String id = after.or(() -> before).orElseThrow().id();
        audit.record(
                transaction,
                caller,
                new AuditLog.Entry(
                        action,
                        "transformation/" + id,
                        before.map(TransformationService::view),
                        after.map(TransformationService::view),
                        AuditLog.Outcome.SUCCESS));
    }

    private static JsonNode view(Transformation transformation) {
        TransformationDefinition definition = transformation.definition();
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", definition.name())
                .put("type", definition.type().name())
                .put("status", transformation.status().name())
                .put("steps", definition.rules().size())
                .put("testCases", definition.testCases().size())
                .put("revision", transformation.revision());
    }

    private RuleSet checked(Caller caller, TransformationDefinition definition) {
        List<FieldError> errors = new ArrayList<>();
        if (definition.name() == null || definition.name().isBlank()) {
            errors.add(new FieldError("/name", "is required"));
        } else {
            length(definition.name(), MOST_NAME, "/name", errors);
        }
        length(definition.description(), MOST_TEXT, "/description", errors);
        cases(definition.testCases(), errors);
        if (!errors.isEmpty()) {
            throw new ValidationException("The rule set is not valid.", errors);
        }
        return compiler.compile(caller.organizationId(), definition);
    }

    private static void cases(List<TestCase> cases, List<FieldError> errors) {
        if (cases.size() > MOST_CASES) {
            errors.add(new FieldError("/testCases", "has more than " + MOST_CASES + " items"));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < cases.size(); i++) {
            String name = cases.get(i).name();
            if (name == null || name.isBlank()) {
                errors.add(new FieldError("/testCases/" + i + "/name", "is required"));
            } else if (!names.add(name)) {
                errors.add(new FieldError("/testCases/" + i + "/name", "is the name of another case"));
            }
            if (cases.get(i).input() == null) {
                errors.add(new FieldError("/testCases/" + i + "/input", "is required"));
            }
        }
    }

    private static void length(String text, int most, String pointer, List<FieldError> errors) {
        if (text != null && text.length() > most) {
            errors.add(new FieldError(pointer, "has more than " + most + " characters"));
        }
    }

    private static void requirePassed(TestReport tests) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < tests.cases().size(); i++) {
            CaseResult result = tests.cases().get(i);
            if (!result.passed()) {
                errors.add(new FieldError("/testCases/" + i, "'" + result.name() + "' fails: " + result.difference()));
            }
        }
        if (!errors.isEmpty()) {
            throw new ValidationException("An active rule set passes its test cases.", errors);
        }
    }

    private Instant now() {
        return Timestamps.stored(clock.instant());
    }
}
