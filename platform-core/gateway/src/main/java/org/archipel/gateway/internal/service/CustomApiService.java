package org.archipel.gateway.internal.service;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ValidationException;
import org.archipel.gateway.internal.live.LiveApis;
import org.archipel.gateway.internal.metrics.SeenCallers;
import org.archipel.gateway.internal.metrics.SeenCallers.Seen;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.model.Deprecation;
import org.archipel.gateway.internal.pipeline.EndpointCompiler;
import org.archipel.gateway.internal.pipeline.Trial;
import org.archipel.gateway.internal.store.ApiFilter;
import org.archipel.gateway.internal.store.ApiSecrets;
import org.archipel.gateway.internal.store.CustomApiStore;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The life of custom APIs. What is saved compiles; what is active answers as soon as it is saved. Every change is audited. */
@Component(service = CustomApiService.class)
public class CustomApiService {
    private final UnitOfWork work;
    private final CustomApiStore store;
    private final ApiSecrets secrets;
    private final EndpointCompiler compiler;
    private final LiveApis live;
    private final SeenCallers callers;
    private final DeprecationNotices notices;
    private final CustomApiAudit audit;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public CustomApiService(
            @Reference(target = "(unit=gateway)") UnitOfWork work,
            @Reference CustomApiStore store,
            @Reference ApiSecrets secrets,
            @Reference EndpointCompiler compiler,
            @Reference LiveApis live,
            @Reference SeenCallers callers,
            @Reference Outbox outbox,
            @Reference AuditLog audit) {
        this.callers = callers;
        this.notices = new DeprecationNotices(callers, outbox);
        this.work = work;
        this.store = store;
        this.secrets = secrets;
        this.compiler = compiler;
        this.live = live;
        this.audit = new CustomApiAudit(audit);
    }

    public CustomApi get(Caller caller, String id) {
        return store.get(caller.organizationId(), id);
    }

    public List<CustomApi> list(Caller caller, ApiFilter filter, String after, int limit) {
        return store.list(caller.organizationId(), filter, after, limit);
    }

    /** @throws org.archipel.api.error.ValidationException with everything that is wrong */
    public CustomApi create(Caller caller, ApiDefinition definition) {
        CustomApi draft = checked(caller, definition);
        return work.call(transaction -> insert(transaction, caller, draft));
    }

    private CustomApi checked(Caller caller, ApiDefinition definition) {
        Instant now = now();
        CustomApi draft = new CustomApi(Ids.next(), caller.organizationId(), caller.userId(), definition, now, now, 0);
        compiler.check(draft);
        return draft;
    }

    private CustomApi insert(Transaction transaction, Caller caller, CustomApi draft) {
        requireFreeRoute(transaction, draft);
        CustomApi stored = store.insert(transaction, stripped(draft));
        return saved(transaction, caller, "custom-api.create", Optional.empty(), stored, draft.definition());
    }

    /**
     * Looks at a definition without saving it.
     *
     * @throws org.archipel.api.error.ValidationException with everything that is wrong
     */
    public void check(Caller caller, ApiDefinition definition) {
        checked(caller, definition);
    }

    /**
     * A definition to be tried, of the secrets of a stored API where it leaves them out.
     *
     * @param id of the stored API; empty for none
     * @param definition empty for that of the stored API
     * @throws org.archipel.api.error.ValidationException with everything that is wrong
     */
    public Trial trial(Caller caller, Optional<String> id, Optional<ApiDefinition> definition) {
        Optional<CustomApi> stored = id.map(known -> secrets.open(get(caller, known)));
        ApiDefinition wanted = definition
                .or(() -> stored.map(CustomApi::definition))
                .orElseThrow(() -> new ValidationException("/definition", "is required"));
        ApiDefinition complete =
                stored.map(api -> ApiSecrets.keeping(wanted, api.definition())).orElse(wanted);
        Instant now = now();
        return compiler.trial(
                new CustomApi(Ids.next(), caller.organizationId(), caller.userId(), complete, now, now, 0));
    }

    /**
     * Makes another major version of an API, with the secrets of the present one.
     *
     * @param config empty for that of the present one
     * @param deprecation of the present one; empty to leave it as it is
     */
    public CustomApi newVersion(
            Caller caller, String id, String version, Optional<ApiConfig> config, Optional<Deprecation> deprecation) {
        CustomApi before = secrets.open(get(caller, id));
        ApiDefinition present = before.definition();
        ApiDefinition next = new ApiDefinition(
                present.name(),
                present.path(),
                present.method(),
                present.description(),
                version,
                config.orElse(present.config()),
                true,
                null);
        CustomApi draft = checked(caller, ApiSecrets.keeping(next, present));
        Optional<ApiDefinition> ending = deprecation.map(present::with);
        ending.ifPresent(definition -> compiler.check(before.with(definition, before.updatedAt())));
        return work.call(transaction -> {
            CustomApi made = insert(transaction, caller, draft);
            ending.ifPresent(
                    definition -> update(transaction, caller, before, definition, "custom-api.deprecate", any -> {}));
            return made;
        });
    }

    /**
     * Replaces an API. Secrets that the definition leaves out stay as they are.
     *
     * @param revision sees the present revision in the transaction, and refuses a stale change by an exception
     */
    public CustomApi replace(Caller caller, String id, ApiDefinition definition, LongConsumer revision) {
        return change(caller, id, "custom-api.update", present -> definition, revision);
    }

    /** Changes a part of an API. */
    public CustomApi change(
            Caller caller, String id, String action, UnaryOperator<ApiDefinition> change, LongConsumer revision) {
        CustomApi before = secrets.open(get(caller, id));
        ApiDefinition wanted = ApiSecrets.keeping(change.apply(before.definition()), before.definition());
        compiler.check(before.with(wanted, before.updatedAt()));
        return work.call(transaction -> update(transaction, caller, before, wanted, action, revision));
    }

    /** @param before as the change was made of it, with its secrets */
    private CustomApi update(
            Transaction transaction,
            Caller caller,
            CustomApi before,
            ApiDefinition wanted,
            String action,
            LongConsumer revision) {
        CustomApi present = store.get(transaction, caller.organizationId(), before.id());
        revision.accept(present.revision());
        if (present.revision() != before.revision()) {
            throw new ConflictException("The API was changed at the same time.");
        }
        CustomApi changed = present.with(wanted, now());
        requireFreeRoute(transaction, changed);
        CustomApi stored = store.update(transaction, stripped(changed));
        return saved(transaction, caller, action, Optional.of(present), stored, wanted);
    }

    public void delete(Caller caller, String id, LongConsumer revision) {
        work.run(transaction -> {
            CustomApi present = store.get(transaction, caller.organizationId(), id);
            revision.accept(present.revision());
            store.delete(transaction, present);
            secrets.delete(transaction, present);
            audit.record(transaction, caller, "custom-api.delete", Optional.of(present), Optional.empty());
            transaction.afterCommit(() -> live.removed(present.organizationId(), id));
        });
    }

    private CustomApi saved(
            Transaction transaction,
            Caller caller,
            String action,
            Optional<CustomApi> before,
            CustomApi stored,
            ApiDefinition withSecrets) {
        CustomApi complete = stored.with(withSecrets, stored.updatedAt());
        secrets.put(transaction, complete);
        Optional<Deprecation> ends = Optional.ofNullable(stored.definition().deprecation());
        if (ends.isPresent() && !ends.equals(before.map(api -> api.definition().deprecation()))) {
            notices.append(transaction, stored, ends.get());
        }
        audit.record(transaction, caller, action, before, Optional.of(stored));
        transaction.afterCommit(() -> live.changed(complete));
        return stored;
    }

    /** Who called an API in the last thirty days, latest first. */
    public List<Seen> callers(Caller caller, String id) {
        callers.write();
        return work.call(transaction -> {
            CustomApi api = store.get(transaction, caller.organizationId(), id);
            return callers.of(transaction, caller.organizationId(), api.id());
        });
    }

    private void requireFreeRoute(Transaction transaction, CustomApi api) {
        store.sameRoute(transaction, api).ifPresent(other -> {
            throw new ConflictException("Another API has this path, method and major version: " + other + ".");
        });
    }

    private static CustomApi stripped(CustomApi api) {
        return api.with(ApiSecrets.stripped(api.definition()), api.updatedAt());
    }

    private Instant now() {
        return Timestamps.stored(clock.instant());
    }
}
