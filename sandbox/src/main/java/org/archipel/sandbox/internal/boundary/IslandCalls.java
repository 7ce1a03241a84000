package org.archipel.sandbox.internal.boundary;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.sandbox.Suspension;
import org.archipel.sandbox.internal.governor.Account;
import org.archipel.sandbox.internal.governor.CallBudget;
import org.archipel.sandbox.internal.governor.CallMeter;
import org.archipel.sandbox.internal.governor.Governor;
import org.archipel.sandbox.internal.governor.GovernorConfig;
import org.archipel.sandbox.internal.governor.Stop;
import org.archipel.sandbox.internal.governor.Strikes;
import org.archipel.sandbox.internal.governor.Suspensions;
import org.archipel.sandbox.internal.governor.Usage;
import org.archipel.sandbox.internal.log.LogRings;

/** Runs the calls of one island on threads of its own. Thread-safe. */
final class IslandCalls {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final InstallationInfo installation;
    private final Governor governor;
    private final Account account;
    private final Usage usage;
    private final Suspensions suspensions;
    private final Admission admission;
    private final Strikes strikes;
    private final IslandThreads threads;
    private final Spin spin = new Spin();
    private final CallTally tally;
    private final CallFailures failures;

    IslandCalls(
            InstallationInfo installation,
            GovernorConfig config,
            Governor governor,
            Account account,
            Suspensions suspensions,
            LogRings logs) {
        this.installation = installation;
        this.governor = governor;
        this.account = account;
        this.usage = account.usage(installation.version());
        this.tally = new CallTally(usage);
        this.failures = new CallFailures(installation, tally, logs);
        this.suspensions = suspensions;
        this.admission = new Admission(installation.extensionId(), config, account);
        this.strikes = new Strikes(config.strikes(), config.strikeWindow());
        this.threads = new IslandThreads(installation.extensionId() + " " + installation.version());
    }

    Governor governor() {
        return governor;
    }

    /** Who may enter now. */
    Admission admission() {
        return admission;
    }

    /** What is made of calls that fail. */
    CallFailures failures() {
        return failures;
    }

    /** How the calls end. */
    CallTally tally() {
        return tally;
    }

    /**
     * Calls into the extension, on behalf of the caller, who waits. Out of a call of the same island it is part of that one: it stays
     * on its thread and within its budget.
     */
    <T> T call(Supplier<String> what, CallBudget budget, ClassLoader loader, Callable<T> work) {
        return call(true, what, budget, loader, work);
    }

    /** As {@link #call(Supplier, CallBudget, ClassLoader, Callable)}; what the platform asks for itself is not counted. */
    <T> T ask(Supplier<String> what, CallBudget budget, ClassLoader loader, Callable<T> work) {
        return call(false, what, budget, loader, work);
    }

    private <T> T call(boolean client, Supplier<String> what, CallBudget budget, ClassLoader loader, Callable<T> work) {
        IslandCall<?> present = IslandCall.current();
        if (present != null && present.island() == this) {
            return reenter(present, what, loader, work);
        }
        return run(client, admission.enter(budget.wall(), client), what, budget, loader, work);
    }

    /** Runs work of the platform that ends up in the extension's code; also when the island is closed to all others. */
    <T> T run(Supplier<String> what, CallBudget budget, Callable<T> work) {
        return run(false, admission.platform(), what, budget, null, work);
    }

    private <T> T run(
            boolean client,
            Admission.Pass pass,
            Supplier<String> what,
            CallBudget budget,
            ClassLoader loader,
            Callable<T> work) {
        IslandCall<T> call = start(pass, what, budget, loader, work);
        boolean failed = true;
        try {
            T result = spin.until(call::ended) ? ended(call) : await(call);
            failed = false;
            return result;
        } finally {
            long now = System.nanoTime();
            if (!call.abandoned()) {
                left(call, now);
            }
            if (client) {
                usage.wallNanos.add(now - call.start());
                tally.ended(failed);
            }
        }
    }

    private <T> T reenter(IslandCall<?> outer, Supplier<String> what, ClassLoader loader, Callable<T> work) {
        boolean failed = true;
        try {
            refuseIfStopped(outer);
            T result = outer.reenter(loader, work);
            refuseIfStopped(outer);
            failed = false;
            return result;
        } catch (Throwable thrown) {
            refuseIfStopped(outer);
            throw failures.failed(what, thrown);
        } finally {
            tally.ended(failed);
        }
    }

    /** Has a thread that begins a call measured. */
    void measure(CallMeter meter, CallBudget budget) {
        meter.begin(budget, account, usage);
    }

    private void refuseIfStopped(IslandCall<?> outer) {
        if (outer.stopped() != null) {
            throw outer.stopped().problem(installation.extensionId());
        }
    }

    private <T> IslandCall<T> start(
            Admission.Pass pass, Supplier<String> what, CallBudget budget, ClassLoader loader, Callable<T> work) {
        account.countThread(1);
        boolean started = false;
        try {
            IslandCall<T> call = new IslandCall<>(this, pass, what, budget, loader, work);
            threads.execute(call);
            started = true;
            governor.begun();
            return call;
        } catch (RejectedExecutionException e) {
            throw admission.unavailable("was removed");
        } finally {
            if (!started) {
                account.countThread(-1);
                pass.withdraw();
            }
        }
    }

    // A call past its time, or one that does not obey, is given up; its thread goes on until it comes by a checkpoint.
    private <T> T await(IslandCall<T> call) {
        try {
            boolean ended = call.await();
            if (!ended && call.stop(Stop.wallTime(call.budget().wall()))) {
                ended = call.await();
            }
            if (!ended) {
                giveUp(call);
            }
        } catch (InterruptedException e) {
            call.stop(Stop.withdrawn());
            giveUp(call);
            admission.answered(true);
            Thread.currentThread().interrupt();
            throw admission.unavailable("was left because the platform stops");
        }
        return ended(call);
    }

    private <T> T ended(IslandCall<T> call) {
        Stop order = call.stopped();
        admission.answered(order == null || order.cause() != Stop.Cause.WALL_TIME);
        if (order != null) {
            throw stopped(call, order);
        }
        return call.outcome();
    }

    private void giveUp(IslandCall<?> call) {
        if (call.abandon()) {
            call.pass().abandon();
            call.freeThread().ifPresent(LowPriority::give);
        }
    }

    // It is the caller who tidies up: what it has on its processor need not be fetched to the other and back.
    private void left(IslandCall<?> call, long now) {
        forget(call, now);
        call.pass().leave();
    }

    private void forget(IslandCall<?> call, long now) {
        account.countThread(-1);
        call.settle(account, usage, now);
    }

    /** The thread of a call that was given up has left the extension after all. */
    void returned(IslandCall<?> call) {
        forget(call, System.nanoTime());
        call.pass().returned();
    }

    private PlatformException stopped(IslandCall<?> call, Stop order) {
        if (order.isStrike()) {
            failures.stopped(call, order);
            if (strikes.add()) {
                suspend("its calls exceeded their budgets again and again; the last one " + order.words());
            }
        }
        return order.problem(installation.extensionId());
    }

    private void suspend(String reason) {
        Suspension suspension = new Suspension(installation, reason, Instant.now());
        if (admission.suspend(suspension)) {
            stopAll();
            suspensions.tell(suspension);
        }
    }

    /** Bytes that the installation allocated since there was room in the heap. */
    long allocatedLately() {
        return account.allocatedLately();
    }

    /** Lets nobody in any more, since what the extension keeps seems to fill the heap. */
    void suspendForMemory() {
        suspend("memory is short and stays so without a call to end; it allocated most of all, "
                + (allocatedLately() >> 20) + " MiB, since there was room");
    }

    private void stopAll() {
        threads.calls().forEach(call -> call.stop(Stop.withdrawn()));
    }

    /** Keeps the island occupied until {@link #exit}, for a session or a request; false if it is closed. */
    boolean enter() {
        return admission.occupancy().enter();
    }

    void exit() {
        admission.occupancy().leave();
    }

    /** Waits for those inside, then lets nobody in; past the deadline they are stopped. */
    void close(Duration deadline) {
        Occupancy occupancy = admission.occupancy();
        try {
            if (!occupancy.close(deadline)) {
                stopAll();
                occupancy.awaitEmpty(threads.calls().isEmpty() ? Duration.ZERO : GRACE);
            }
        } catch (InterruptedException e) {
            stopAll();
            Thread.currentThread().interrupt();
        }
    }

    /** As {@link #close}, of those who do not wait for anybody. */
    void closeAtOnce() {
        admission.occupancy().closeAtOnce();
        stopAll();
    }

    /** Ends the island's threads. */
    void shutdown() {
        close(Duration.ZERO);
        threads.end();
    }

    InstallationInfo installation() {
        return installation;
    }

    int runningCalls() {
        return Math.max(0, threads.calls().size() - admission.abandonedThreads());
    }
}
