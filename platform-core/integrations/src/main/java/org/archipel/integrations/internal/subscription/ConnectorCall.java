package org.archipel.integrations.internal.subscription;

import java.util.function.Supplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls of connectors' code, whose failures are all told alike. */
final class ConnectorCall {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorCall.class);

    private ConnectorCall() {}

    static <T> T guarded(Supplier<T> call) {
        try {
            return call.get();
        } catch (PlatformException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("A connector failed to ask for webhooks", e);
            throw new RemoteException(ErrorCode.INTEGRATION_ERROR, "The connector failed unexpectedly.", true, null, e);
        }
    }

    static void run(Runnable call) {
        guarded(() -> {
            call.run();
            return null;
        });
    }
}
