package org.archipel.marketplace.internal.install;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Leaves notices at installations that their organizations should see, and tells of them. Thread-safe. */
@Component(service = Notices.class)
public final class Notices {
    private final UnitOfWork work;
    private final InstallationEvents events;
    private final InstallationStore installations = new InstallationStore();

    @Activate
    public Notices(@Reference(target = "(unit=marketplace)") UnitOfWork work, @Reference InstallationEvents events) {
        this.work = work;
        this.events = events;
    }

    /** Said once: the same notice again changes nothing. */
    public void tell(Caller caller, String installationId, String text, ObjectNode data) {
        work.run(transaction -> installations
                .findOnNode(transaction, installationId)
                .filter(row -> row.notice().filter(text::equals).isEmpty())
                .ifPresent(row -> {
                    var noted = installations.update(transaction, row.noted(text, Timestamps.stored(Instant.now())));
                    events.notice(transaction, caller, noted, data.put("notice", text));
                }));
    }
}
