package org.archipel.marketplace.internal.test;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.sandbox.CallBoundary;

/** A boundary that gives each call a thread, which is interrupted and left behind when its time is over. */
public final class OneThreadACall implements CallBoundary {
    @Override
    public <T> T guard(Class<T> type, T service, String location) {
        return service;
    }

    @Override
    public void run(String location, Duration limit, Runnable work) {
        var task = new FutureTask<Void>(work, null);
        var thread = new Thread(task, location);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw failed("did not answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PlatformException known ? known : failed("failed; its log says how");
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw failed("was left because the platform stops");
        }
    }

    private static PlatformException failed(String how) {
        return new PlatformException(ErrorCode.INTEGRATION_ERROR, "the extension " + how);
    }

    @Override
    public <T> T batch(Object guarded, Duration limit, Supplier<T> work) {
        return work.get();
    }
}
