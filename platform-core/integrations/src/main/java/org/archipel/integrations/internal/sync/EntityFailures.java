package org.archipel.integrations.internal.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.integrations.internal.connector.ConnectorUnavailableException;

/** The entities of an attempt that failed while the others went on. Thread-safe. */
final class EntityFailures {
    private static final Set<ErrorCode> OF_ALL =
            Set.of(ErrorCode.AUTHENTICATION_FAILED, ErrorCode.CONNECTION_FAILED, ErrorCode.RATE_LIMIT_EXCEEDED);

    private record Failed(String entity, PlatformException failure) {}

    private final List<Failed> failed = new ArrayList<>();

    /** Whether the other entities would meet the same. */
    static boolean concernsAll(PlatformException failure) {
        return failure instanceof ConnectorUnavailableException || OF_ALL.contains(failure.code());
    }

    synchronized void add(String entity, PlatformException failure) {
        failed.add(new Failed(entity, failure));
    }

    /** What the job ends with: a failure that may pass is tried again, whatever else failed; empty if none did. */
    synchronized Optional<PlatformException> all() {
        if (failed.size() < 2) {
            return failed.stream().map(Failed::failure).findFirst();
        }
        PlatformException first = failed.stream()
                .map(Failed::failure)
                .filter(PlatformException::retryable)
                .findFirst()
                .orElse(failed.get(0).failure());
        String message = failed.stream()
                .map(one -> one.entity() + ": " + one.failure().getMessage())
                .collect(Collectors.joining(" "));
        return Optional.of(new RemoteException(
                first.code(), message, first.retryable(), first.retryAfter().orElse(null), first));
    }
}
