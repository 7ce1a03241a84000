package org.archipel.marketplace.internal.reconcile;

import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.InstallPhase;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.SchemaErrors;

/** Lets an update convert the configuration that it takes over; one that came with the order is left alone. */
final class MigrateTask implements PhaseTask {
    private final ExtensionRuntime runtime;

    MigrateTask(ExtensionRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public InstallPhase phase() {
        return InstallPhase.MIGRATED;
    }

    @Override
    public boolean applies(Transition transition) {
        return transition.kind() == ChangeKind.UPDATE
                && transition
                        .installation()
                        .actual()
                        .map(Setup::config)
                        .equals(Optional.of(transition.target().config()));
    }

    @Override
    public void run(Transition transition) {
        var from = transition.installation().actual().orElseThrow().version();
        var config = runtime.migrate(
                transition.location(), from, transition.target().config().deepCopy());
        var errors = SchemaErrors.of(transition.descriptor().configSchema(), config, "");
        if (!errors.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED,
                    "the configuration does not fit the new version: "
                            + errors.get(0).pointer() + " " + errors.get(0).message());
        }
        transition.migrated(config);
        runtime.admit(transition.island());
    }
}
