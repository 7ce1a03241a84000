package org.archipel.connector.common.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.archipel.api.connector.WriteRecord;
import org.archipel.api.connector.WriteResult;
import org.archipel.api.error.RemoteException;
import org.archipel.connector.common.wire.Refusal;

/** Writes records by requests that take several each. */
public final class BatchedWrites {
    private BatchedWrites() {}

    /**
     * Writes all, as long as a failure says nothing of the rest.
     *
     * @param most records of one request
     * @param request writes some records; its {@link RemoteException} is the outcome of each of them
     * @return an outcome for each record, in their order
     */
    public static List<WriteResult> write(
            List<WriteRecord> records, int most, Function<List<WriteRecord>, List<WriteResult>> request) {
        List<List<WriteRecord>> batches = new ArrayList<>();
        for (int from = 0; from < records.size(); from += most) {
            batches.add(records.subList(from, Math.min(records.size(), from + most)));
        }
        return write(batches, request);
    }

    /**
     * As {@link #write(List, int, Function)}, where something else says how many go into a request.
     *
     * @param batches the records of each request
     */
    public static List<WriteResult> write(
            List<List<WriteRecord>> batches, Function<List<WriteRecord>, List<WriteResult>> request) {
        int size = batches.stream().mapToInt(List::size).sum();
        List<WriteResult> results = new ArrayList<>(size);
        for (List<WriteRecord> some : batches) {
            try {
                results.addAll(request.apply(some));
            } catch (RemoteException e) {
                // Unless it was refused it may have come about: what is new is looked for before it is tried again.
                boolean again = e.retryable() || !(e instanceof Refusal);
                some.forEach(item -> results.add(Unsent.result(e, again)));
                if (Unsent.concernsAll(e)) {
                    Unsent.rest(results, size, e);
                    break;
                }
            }
        }
        return results;
    }
}
