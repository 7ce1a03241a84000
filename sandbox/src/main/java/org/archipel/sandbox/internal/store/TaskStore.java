package org.archipel.sandbox.internal.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;

/** What is scheduled for installations, and which task runs now. */
public final class TaskStore {
    /** Names of tasks that one installation may have. */
    public static final int MOST_TASKS = 1_000;

    private static final String ONE = " WHERE organization_id = ? AND installation_id = ? AND task_name = ?";

    private TaskStore() {}

    private static void ensure(Sql sql, InstallationInfo owner, String task) {
        sql.insertIfAbsent(
                "INSERT INTO extension_tasks (organization_id, installation_id, task_name, is_recurring) VALUES (?, ?, ?, 0)",
                owner.organizationId(),
                owner.installationId(),
                task);
    }

    public static void recurring(Transaction transaction, InstallationInfo owner, String task, boolean recurring) {
        Sql sql = Sql.on(transaction);
        ensure(sql, owner, task);
        sql.update(
                "UPDATE extension_tasks SET is_recurring = ?" + ONE,
                recurring ? 1 : 0,
                owner.organizationId(),
                owner.installationId(),
                task);
    }

    /** Names of the tasks with an interval. */
    public static List<String> recurring(Transaction transaction, InstallationInfo owner) {
        return Sql.on(transaction)
                .list(
                        0,
                        "SELECT task_name FROM extension_tasks"
                                + " WHERE organization_id = ? AND installation_id = ? AND is_recurring = 1",
                        row -> row.getString(1),
                        owner.organizationId(),
                        owner.installationId());
    }

    /** The job of the run that was asked for by name, if one waits. */
    public static Optional<String> nextJob(Transaction transaction, InstallationInfo owner, String task) {
        return Sql.on(transaction)
                .first(
                        "SELECT next_job_id FROM extension_tasks" + ONE + " AND next_job_id IS NOT NULL",
                        row -> row.getString(1),
                        owner.organizationId(),
                        owner.installationId(),
                        task);
    }

    /** Whether another name of a task may be taken note of. */
    public static boolean mayName(Transaction transaction, InstallationInfo owner, String task) {
        return Sql.on(transaction)
                        .number(
                                "SELECT COUNT(*) FROM extension_tasks WHERE organization_id = ?"
                                        + " AND installation_id = ? AND task_name <> ?",
                                owner.organizationId(),
                                owner.installationId(),
                                task)
                        .orElse(0)
                < MOST_TASKS;
    }

    /** @param jobId null for none */
    public static void nextJob(Transaction transaction, InstallationInfo owner, String task, String jobId) {
        Sql sql = Sql.on(transaction);
        ensure(sql, owner, task);
        sql.update(
                "UPDATE extension_tasks SET next_job_id = ?" + ONE,
                jobId,
                owner.organizationId(),
                owner.installationId(),
                task);
    }

    /**
     * Marks the task as running.
     *
     * @param until when a run that ended without a word no longer counts
     * @return false if another job runs it
     */
    public static boolean claim(
            Transaction transaction, InstallationInfo owner, String task, String jobId, Instant now, Instant until) {
        Sql sql = Sql.on(transaction);
        ensure(sql, owner, task);
        return sql.update(
                        "UPDATE extension_tasks SET running_job_id = ?, running_until = ?" + ONE
                                + " AND (running_job_id IS NULL OR running_job_id = ? OR running_until < ?)",
                        jobId,
                        until,
                        owner.organizationId(),
                        owner.installationId(),
                        task,
                        jobId,
                        now)
                > 0;
    }

    public static void release(Transaction transaction, InstallationInfo owner, String task, String jobId) {
        Sql.on(transaction)
                .update(
                        "UPDATE extension_tasks SET running_job_id = NULL, running_until = NULL" + ONE
                                + " AND running_job_id = ?",
                        owner.organizationId(),
                        owner.installationId(),
                        task,
                        jobId);
    }
}
