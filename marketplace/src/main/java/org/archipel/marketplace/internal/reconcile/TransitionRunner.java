package org.archipel.marketplace.internal.reconcile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.archipel.messaging.JobCancelledException;
import org.archipel.messaging.JobExecution;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a transition through its phases. Until the new state is recorded a failure undoes what was done, in reverse order; after
 * that the way only goes on, and what fails is left to the reconciler.
 */
final class TransitionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TransitionRunner.class);

    private final PhaseListeners listeners;

    TransitionRunner(PhaseListeners listeners) {
        this.listeners = listeners;
    }

    /**
     * @throws PhaseFailedException if a phase failed
     * @throws JobCancelledException if the job was stopped between two phases
     */
    void run(Transition transition, List<PhaseTask> tasks) {
        var steps = tasks.stream().filter(task -> task.applies(transition)).toList();
        Deque<PhaseTask> done = new ArrayDeque<>();
        for (int i = 0; i < steps.size(); i++) {
            var task = steps.get(i);
            progress(transition, i, steps.size(), task);
            if (!transition.isRecorded()) {
                checkCancelled(transition, done);
            }
            done.push(task);
            step(transition, task, done);
        }
    }

    private void step(Transition transition, PhaseTask task, Deque<PhaseTask> done) {
        var event = transition.event(task.phase());
        listeners.tell(listener -> listener.before(event));
        try {
            task.run(transition);
        } catch (JobCancelledException e) {
            undo(transition, done);
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("{} of {}: phase {} failed", transition.kind(), transition.info(), task.phase(), e);
            listeners.tell(listener -> listener.failed(event, PhaseFailedException.reason(e)));
            if (transition.isRecorded()) {
                return;
            }
            undo(transition, done);
            throw new PhaseFailedException(task.phase(), e);
        }
        listeners.tell(listener -> listener.after(event));
    }

    private void checkCancelled(Transition transition, Deque<PhaseTask> done) {
        try {
            transition.job().ifPresent(JobExecution::checkCancelled);
        } catch (JobCancelledException e) {
            undo(transition, done);
            throw e;
        }
    }

    private static void progress(Transition transition, int done, int total, PhaseTask next) {
        transition
                .job()
                .ifPresent(job -> job.progress(done, (long) total, next.phase().name()));
    }

    private static void undo(Transition transition, Deque<PhaseTask> done) {
        while (!done.isEmpty()) {
            var task = done.pop();
            try {
                task.undo(transition);
            } catch (RuntimeException e) {
                LOG.error(
                        "{} of {}: phase {} could not be undone",
                        transition.kind(),
                        transition.info(),
                        task.phase(),
                        e);
            }
        }
    }
}
