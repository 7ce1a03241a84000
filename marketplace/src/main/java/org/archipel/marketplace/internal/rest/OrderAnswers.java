package org.archipel.marketplace.internal.rest;

import java.util.function.Supplier;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import org.archipel.marketplace.internal.install.Draft;
import org.archipel.marketplace.internal.install.Installations;
import org.archipel.marketplace.internal.install.Orders;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.messaging.Accepted;
import org.archipel.messaging.JobQueue;
import org.archipel.rest.EntityTags;
import org.archipel.rest.Preconditions;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Places an order and answers: 200 with the installation when it is carried out within the wait, else 202 with the job, or the
 * problem that stopped it.
 */
@Component(service = OrderAnswers.class)
public final class OrderAnswers {
    private static final int DEFAULT_WAIT_SECONDS = 5;

    private final Orders orders;
    private final Installations installations;
    private final JobQueue jobs;

    @Activate
    public OrderAnswers(@Reference Orders orders, @Reference Installations installations, @Reference JobQueue jobs) {
        this.orders = orders;
        this.installations = installations;
        this.jobs = jobs;
    }

    /** Refuses a bad {@code wait} before anything is placed. */
    static void checkWait(Integer wait) {
        Accepted.waitOf(wait);
    }

    /** @param thought gives the draft of the order, as things are when it is asked */
    Response place(Caller caller, Supplier<Draft> thought, Integer wait, HttpHeaders headers) {
        var placed = orders.place(caller, () -> checked(thought.get(), headers));
        return Accepted.respond(
                jobs,
                caller,
                placed.job(),
                wait == null ? Integer.valueOf(DEFAULT_WAIT_SECONDS) : wait,
                done -> answer(installations.byId(caller, placed.installation().id())));
    }

    private static Draft checked(Draft draft, HttpHeaders headers) {
        draft.present()
                .ifPresentOrElse(
                        present -> Preconditions.check(headers, tag(present)),
                        () -> Preconditions.checkAbsent(headers));
        return draft;
    }

    static Response answer(Installation installation) {
        return Response.ok(InstallationView.of(installation))
                .tag(tag(installation))
                .build();
    }

    static EntityTag tag(Installation installation) {
        return EntityTags.of(installation.revision());
    }
}
