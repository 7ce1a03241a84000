package org.archipel.marketplace.internal.reconcile;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.osgi.framework.BundleException;

/**
 * Runs what may hang, throw anything, or end its thread: foreign code is behind it. It gets a thread of its own, which is interrupted
 * and left to itself when the time is over.
 */
final class LimitedCall {
    private LimitedCall() {}

    /** A call into the framework that runs foreign code. */
    @FunctionalInterface
    interface FrameworkCall {
        void run() throws BundleException;
    }

    /** @throws PlatformException {@code EXTENSION_LOAD_FAILED} if it fails or does not end in time */
    static void run(String name, Duration limit, FrameworkCall call) {
        var task = new FutureTask<Void>(() -> {
            call.run();
            return null;
        });
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new PlatformException(
                    ErrorCode.EXTENSION_LOAD_FAILED, "the bundle did not answer within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, reason(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new PlatformException(ErrorCode.SYSTEM_ERROR, "the platform stops", e);
        }
    }

    private static String reason(Throwable failure) {
        var cause = failure instanceof BundleException && failure.getCause() != null ? failure.getCause() : failure;
        var message = cause.getMessage();
        return "the bundle failed: " + (message == null || message.isBlank() ? "no reason given" : message);
    }
}
