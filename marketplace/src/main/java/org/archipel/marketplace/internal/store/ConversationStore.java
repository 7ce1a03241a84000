package org.archipel.marketplace.internal.store;

import java.time.Instant;
import java.util.List;
import org.archipel.marketplace.internal.model.SubmissionMessage;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;

/** Who takes part in a submission, and what publisher and reviewers say to each other. */
public final class ConversationStore {
    private ConversationStore() {}

    /** The user acted on the publisher's side. */
    public static void join(Transaction transaction, String submissionId, String userId) {
        Sql.on(transaction)
                .insertIfAbsent(
                        "INSERT INTO submission_participants (submission_id, user_id) VALUES (?, ?)",
                        submissionId,
                        userId);
    }

    /** Whether the user acted on the publisher's side. */
    public static boolean takesPart(Transaction transaction, String submissionId, String userId) {
        return Sql.on(transaction)
                .first(
                        "SELECT 1 FROM submission_participants WHERE submission_id = ? AND user_id = ?",
                        row -> true,
                        submissionId,
                        userId)
                .orElse(false);
    }

    public static void say(
            Transaction transaction, String submissionId, SubmissionMessage.Side side, String author, String text) {
        Sql.on(transaction)
                .update(
                        "INSERT INTO submission_messages (id, submission_id, side, author, text, sent_at)"
                                + " VALUES (?, ?, ?, ?, ?, ?)",
                        Ids.next(),
                        submissionId,
                        side,
                        author,
                        text,
                        Instant.now());
    }

    /** The oldest first, after one; an empty id for the first. */
    public static List<SubmissionMessage> messages(
            Transaction transaction, String submissionId, String after, int most) {
        return Sql.on(transaction)
                .list(
                        most,
                        "SELECT id, side, author, text, sent_at FROM submission_messages"
                                + " WHERE submission_id = ? AND id > ? ORDER BY id",
                        row -> new SubmissionMessage(
                                row.getString("id"),
                                SubmissionMessage.Side.valueOf(row.getString("side")),
                                row.getString("author"),
                                row.getString("text"),
                                Timestamps.get(row, "sent_at")),
                        submissionId,
                        after);
    }
}
