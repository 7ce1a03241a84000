package org.archipel.marketplace.internal.catalogue;

import org.archipel.api.event.Event;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.messaging.EventSubscriber;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Marks extensions whose number of installations changed, so that lists show and sort by the present one. */
@Component(
        service = EventSubscriber.class,
        property = {
            EventSubscriber.NAME + "=marketplace-catalogue",
            EventSubscriber.TOPICS + "=extension.*.completed",
            EventSubscriber.TOPICS + "=extension.restore.failed",
            EventSubscriber.TOPICS + "=extension.suspended",
            EventSubscriber.TOPICS + "=extension.*revoked"
        })
public final class CatalogueUpdates implements EventSubscriber {
    private static final String SUBJECT = "extension/";

    private final UnitOfWork work;

    @Activate
    public CatalogueUpdates(@Reference(target = "(unit=marketplace)") UnitOfWork work) {
        this.work = work;
    }

    @Override
    public void onEvent(String organizationId, Event event) {
        if (event.subject().startsWith(SUBJECT)) {
            var id = event.subject().substring(SUBJECT.length());
            work.run(transaction -> ListingStore.touch(transaction, id));
        }
    }
}
