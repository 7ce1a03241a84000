package org.archipel.marketplace.internal.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.plan.Consent;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.PermissionVocabulary;
import org.archipel.sandbox.SchemaErrors;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Changes grants and configuration of an installation while it runs. Effective on this node when the call returns, on others with
 * their next pass. Thread-safe.
 */
@Component(service = LiveChanges.class)
public final class LiveChanges {
    private final UnitOfWork work;
    private final RunningSetups running;
    private final PermissionVocabulary vocabulary;
    private final InstallationEvents events;
    private final InstallationStore installations = new InstallationStore();
    private final CatalogueStore catalogue = new CatalogueStore();

    @Activate
    public LiveChanges(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference RunningSetups running,
            @Reference PermissionVocabulary vocabulary,
            @Reference InstallationEvents events) {
        this.work = work;
        this.running = running;
        this.vocabulary = vocabulary;
        this.events = events;
    }

    /**
     * Replaces the grants.
     *
     * @param precondition throws if the client saw another state
     * @throws org.archipel.api.error.PlatformException {@code PERMISSION_DENIED} if a required permission were missing
     */
    public Installation grant(
            Caller caller, String extensionId, List<Permission> grants, Consumer<Installation> precondition) {
        return change(caller, extensionId, precondition, "permissions", (setup, version) -> {
            var consent = new Consent(vocabulary, version.descriptor().permissions());
            var checked = consent.checked(grants);
            consent.require(checked);
            return setup.withGrants(checked);
        });
    }

    /**
     * Replaces the configuration.
     *
     * @param precondition throws if the client saw another state
     * @throws ValidationException if it does not fit the extension's schema
     */
    public Installation configure(
            Caller caller, String extensionId, ObjectNode config, Consumer<Installation> precondition) {
        return change(caller, extensionId, precondition, "config", (setup, version) -> {
            List<FieldError> errors = SchemaErrors.of(version.descriptor().configSchema(), config, "");
            if (!errors.isEmpty()) {
                throw new ValidationException("the configuration does not fit the extension's schema", errors);
            }
            return setup.withConfig(config);
        });
    }

    @FunctionalInterface
    private interface Reconfiguration {
        Setup apply(Setup setup, ExtensionVersion version);
    }

    private Installation change(
            Caller caller,
            String extensionId,
            Consumer<Installation> precondition,
            String what,
            Reconfiguration reconfiguration) {
        var changed = work.call(transaction -> {
            var present = present(transaction, caller, extensionId);
            precondition.accept(present);
            var setup = present.actual().orElseThrow();
            var version = catalogue
                    .version(transaction, extensionId, setup.version())
                    .orElseThrow(() -> new NotFoundException("the installed version is not known any more"));
            var next = present.reconfigured(reconfiguration.apply(setup, version), now());
            var row = installations.update(transaction, next);
            events.changed(transaction, caller, what, row, summary(what, setup, row.desired()));
            return row;
        });
        if (changed.active()) {
            running.follow(changed.id());
        }
        return changed;
    }

    private Installation present(Transaction transaction, Caller caller, String extensionId) {
        var present = installations
                .find(transaction, caller.organizationId(), extensionId)
                .filter(row -> row.actual().isPresent() && row.actualState() != ActualState.UNINSTALLED)
                .orElseThrow(() -> new NotFoundException("the extension " + extensionId + " is not installed"));
        if (present.changing()) {
            throw new ConflictException("the extension is being changed; try again when that ended");
        }
        return present;
    }

    /** Of a configuration only the fact: it may hold what is nobody else's business. */
    private static ObjectNode summary(String what, Setup before, Setup after) {
        var summary = Json.object().put("version", after.version());
        if (what.equals("permissions")) {
            summary.set("before", Json.tree(before.grants()));
            summary.set("after", Json.tree(after.grants()));
        }
        return summary;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
