package org.archipel.messaging.internal.engine;

import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.SystemClock;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.event.SchedulerListeners;
import com.github.kagkarlsson.scheduler.exceptions.SerializationException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.ScheduledTaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Instant;
import java.util.List;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** Writes the scheduler's execution table in the caller's transaction. */
public final class Executions {
    private final BoundTransaction bound;
    private final JdbcTaskRepository repository;

    public Executions(BoundTransaction bound, Dialect dialect, String node) {
        this.bound = bound;
        this.repository = new Repository(
                bound, dialect, new TaskResolver(SchedulerListeners.NOOP, new SystemClock(), List.of()), node);
    }

    /** Adds an execution of a task. */
    public void add(Transaction transaction, String task, String id, Instant at) {
        ScheduledTaskInstance instance = new ScheduledTaskInstance(new TaskInstance<>(task, id), at);
        bound.within(transaction, () -> repository.createBatch(List.of(instance)));
    }

    /** Whether there is an execution, picked or not. */
    public boolean exists(Transaction transaction, String task, String id) {
        return Sql.on(transaction)
                .number("SELECT version FROM scheduled_tasks WHERE task_name = ? AND task_instance = ?", task, id)
                .isPresent();
    }

    /** Moves an execution that no node has picked to another time; whether there was one. */
    public boolean move(Transaction transaction, String task, String id, Instant at) {
        return Sql.on(transaction)
                        .update(
                                "UPDATE scheduled_tasks SET execution_time = ?, version = version + 1"
                                        + " WHERE task_name = ? AND task_instance = ? AND picked = ?",
                                at,
                                task,
                                id,
                                false)
                == 1;
    }

    /** Removes an execution that no node has picked; whether there was one. */
    public boolean remove(Transaction transaction, String task, String id) {
        return Sql.on(transaction)
                        .update(
                                "DELETE FROM scheduled_tasks WHERE task_name = ? AND task_instance = ? AND picked = ?",
                                task,
                                id,
                                false)
                == 1;
    }

    /** Gives back what an earlier incarnation of the node had picked when it died. */
    public int releaseOf(Transaction transaction, String node, Instant now) {
        return Sql.on(transaction)
                .update(
                        "UPDATE scheduled_tasks SET picked = ?, picked_by = NULL, last_heartbeat = NULL, execution_time = ?,"
                                + " version = version + 1 WHERE picked = ? AND picked_by = ?",
                        false,
                        now,
                        true,
                        node);
    }

    /** The library's repository over the platform's transactions. */
    static final class Repository extends JdbcTaskRepository {
        Repository(BoundTransaction bound, Dialect dialect, TaskResolver tasks, String node) {
            super(
                    UtcCustomization.of(dialect),
                    DEFAULT_TABLE_NAME,
                    tasks,
                    new SchedulerName.Fixed(node),
                    new NoData(),
                    bound,
                    false,
                    new SystemClock());
        }
    }

    /** Executions carry no data: what they are about stands in tables of our own, and nothing is ever deserialized. */
    private static final class NoData implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            if (data != null) {
                throw new SerializationException("executions carry no data", null);
            }
            return null;
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] data) {
            return null;
        }
    }
}
