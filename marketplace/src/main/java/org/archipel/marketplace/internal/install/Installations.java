package org.archipel.marketplace.internal.install;

import java.util.List;
import java.util.Optional;
import org.archipel.api.error.NotFoundException;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.messaging.Job;
import org.archipel.messaging.JobQueue;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the caller's organization has installed. Thread-safe. */
@Component(service = Installations.class)
public final class Installations {
    private final UnitOfWork work;
    private final JobQueue jobs;
    private final InstallationStore store = new InstallationStore();

    @Activate
    public Installations(@Reference(target = "(unit=marketplace)") UnitOfWork work, @Reference JobQueue jobs) {
        this.work = work;
        this.jobs = jobs;
    }

    /** By extension id; one more than the limit tells that there are more. */
    public List<Installation> list(Caller caller, String after, int limit) {
        return work.call(transaction -> store.list(transaction, caller.organizationId(), after, limit));
    }

    /** @throws NotFoundException if the organization does not have it installed */
    public Installation get(Caller caller, String extensionId) {
        return work.call(transaction -> store.find(transaction, caller.organizationId(), extensionId))
                .filter(row -> row.actualState() != ActualState.UNINSTALLED || row.changing())
                .orElseThrow(() -> new NotFoundException("the extension " + extensionId + " is not installed"));
    }

    /** What the organization has of an extension, whatever its state. */
    public Optional<Installation> find(Caller caller, String extensionId) {
        return work.call(transaction -> store.find(transaction, caller.organizationId(), extensionId));
    }

    /** The job of the last order; empty if it is not kept any more. */
    public Optional<Job> lastJob(Installation installation) {
        return installation.jobId().flatMap(id -> jobs.find(installation.organizationId(), id));
    }

    /** The version that the last order was for, as its job says. */
    public Optional<String> lastOrdered(Installation installation) {
        return lastJob(installation)
                .map(job -> job.input().path(ChangeOrder.VERSION).asText());
    }

    /** Whatever its state; @throws NotFoundException if the organization has no such installation */
    public Installation byId(Caller caller, String installationId) {
        return work.call(transaction -> store.findOnNode(transaction, installationId))
                .filter(row -> row.organizationId().equals(caller.organizationId()))
                .orElseThrow(() -> new NotFoundException("there is no such installation"));
    }
}
