package org.archipel.integrations.internal.sync;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.connector.ConnectorSession;
import org.archipel.api.connector.SourceRecord;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.connector.WriteResult.Outcome;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends changes to the remote side, and reads single records there; what the connector answers is not believed blindly. */
final class OutboundCalls {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundCalls.class);

    private final ConnectorSession session;
    private final String entity;

    OutboundCalls(ConnectorSession session, String entity) {
        this.session = session;
        this.entity = entity;
    }

    /** One result for each change, in their order. */
    List<WriteResult> send(List<OutboundChange> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<WriteRecord> records = changes.stream().map(OutboundChange::write).toList();
        List<WriteResult> results = guarded(() -> session.write(entity, records));
        requireOneEach(records, results, "results");
        List<WriteResult> checked = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            checked.add(checked(records.get(i), results.get(i)));
        }
        return checked;
    }

    /** Whether single records can be read. */
    boolean canFetch() {
        return guarded(() -> session.canFetch(entity));
    }

    /** The record as it is there now; empty if it is gone. */
    Optional<SourceRecord> fetch(String externalId) {
        return guarded(() -> session.fetch(entity, externalId));
    }

    /**
     * As {@link #send}, for creations that may have come about already.
     *
     * @return for each its result; empty for one that cannot be found, and that may not be sent again
     */
    List<Optional<WriteResult>> resume(List<OutboundChange> creations) {
        List<WriteRecord> records =
                creations.stream().map(OutboundChange::write).toList();
        List<Optional<String>> found = guarded(() -> session.locate(entity, records));
        requireOneEach(records, found, "ids");
        List<OutboundChange> again = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            WriteRecord record = records.get(i);
            if (found.get(i).isEmpty() && guarded(() -> session.mayRepeat(entity, record))) {
                again.add(creations.get(i));
            }
        }
        Map<OutboundChange, WriteResult> sent = new IdentityHashMap<>();
        Iterator<WriteResult> results = send(again).iterator();
        again.forEach(creation -> sent.put(creation, results.next()));
        List<Optional<WriteResult>> answers = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            Optional<String> id = found.get(i);
            answers.add(
                    id.isPresent()
                            ? Optional.of(new WriteResult(Outcome.CREATED, id, "", false))
                            : Optional.ofNullable(sent.get(creations.get(i))));
        }
        return answers;
    }

    private static WriteResult checked(WriteRecord record, WriteResult result) {
        if (result == null || result.outcome() == null) {
            return new WriteResult(Outcome.FAILED, Optional.empty(), "the connector gave no result", true);
        }
        if (result.outcome() == Outcome.NOT_SENT) {
            return result;
        }
        boolean nameless = result.externalId() == null
                || result.externalId().filter(id -> !id.isBlank()).isEmpty();
        if (result.outcome() != Outcome.FAILED && record.externalId().isEmpty() && nameless) {
            // It may be there: its intent stays, and the next try goes out under the same key.
            return new WriteResult(Outcome.FAILED, Optional.empty(), "the connector does not tell the new id", true);
        }
        if (result.outcome() == Outcome.STALE && record.expectedVersion().isEmpty()) {
            return new WriteResult(
                    Outcome.FAILED, Optional.empty(), "the connector asks for a version that was not named", false);
        }
        return result;
    }

    private static void requireOneEach(List<WriteRecord> records, List<?> answers, String what) {
        if (answers == null || answers.size() != records.size()) {
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR,
                    "The connector gave " + (answers == null ? "no" : answers.size()) + " " + what + " for "
                            + records.size() + " records.",
                    false);
        }
    }

    private <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (PlatformException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A connector failed to write {}", entity, e);
            throw new RemoteException(
                    ErrorCode.INTEGRATION_ERROR, "The connector failed unexpectedly.", false, null, e);
        }
    }
}
