package org.archipel.marketplace.internal.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.marketplace.ChangeKind;
import org.archipel.marketplace.InstallPhase;
import org.archipel.marketplace.InstallPhaseEvent;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.messaging.JobExecution;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.sandbox.Island;

/** One way of an installation from what it is to what it should be; the phases leave their results here. Not thread-safe. */
final class Transition {
    private final ChangeKind kind;
    private final Optional<JobExecution> job;
    private final Optional<Setup> before;
    private Installation installation;
    private Setup target;
    private ExtensionDescriptor descriptor;
    private Path source;
    private Path prepared;
    private boolean recorded;

    /** @param target what should work; of a change that takes the bundle away, what works before it */
    Transition(ChangeKind kind, Installation installation, Setup target, Optional<JobExecution> job) {
        this.kind = kind;
        this.installation = installation;
        this.before = installation.actual().filter(setup -> installation.active());
        this.target = target;
        this.job = job;
    }

    ChangeKind kind() {
        return kind;
    }

    Optional<JobExecution> job() {
        return job;
    }

    Installation installation() {
        return installation;
    }

    Setup target() {
        return target;
    }

    /** Location of the bundle that the change brings or takes away. */
    String location() {
        return Island.location(installation.id(), target.version());
    }

    /** What works before the change, if something does. */
    Optional<Setup> before() {
        return before;
    }

    Island island() {
        return new Island(location(), info(), target.grants(), target.config());
    }

    InstallationInfo info() {
        return new InstallationInfo(
                installation.id(), installation.organizationId(), installation.extensionId(), target.version());
    }

    InstallPhaseEvent event(InstallPhase phase) {
        return new InstallPhaseEvent(kind, phase, info(), before.map(Setup::version));
    }

    void migrated(ObjectNode config) {
        target = target.withConfig(config);
    }

    void verified(ExtensionDescriptor found, Path file) {
        descriptor = found;
        source = file;
    }

    ExtensionDescriptor descriptor() {
        return descriptor;
    }

    Path source() {
        return source;
    }

    void prepared(Path jar) {
        prepared = jar;
    }

    Path prepared() {
        return prepared;
    }

    /** The database has the new state: there is no way back any more. */
    void recorded(Installation now) {
        installation = now;
        recorded = true;
    }

    boolean isRecorded() {
        return recorded;
    }
}
