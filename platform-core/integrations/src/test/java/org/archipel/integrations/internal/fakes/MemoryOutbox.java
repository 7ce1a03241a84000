package org.archipel.integrations.internal.fakes;

import java.util.ArrayList;
import java.util.List;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;

/** Keeps the events that were committed. */
public final class MemoryOutbox implements Outbox {
    private final List<Draft> events = new ArrayList<>();

    @Override
    public List<String> appendAll(Transaction transaction, String organizationId, List<Draft> drafts) {
        transaction.afterCommit(() -> keep(drafts));
        return drafts.stream().map(draft -> Ids.next()).toList();
    }

    private synchronized void keep(List<Draft> drafts) {
        events.addAll(drafts);
    }

    public synchronized List<Draft> events() {
        return List.copyOf(events);
    }

    public List<Draft> events(String topic) {
        return events().stream().filter(event -> event.topic().equals(topic)).toList();
    }
}
