-- Who took part on the publisher's side: they do not review it.
CREATE TABLE submission_participants (
    submission_id VARCHAR(36) NOT NULL,
    user_id VARCHAR(36) NOT NULL,
    CONSTRAINT pk_submission_participants PRIMARY KEY (submission_id, user_id)
);

CREATE TABLE submission_messages (
    id VARCHAR(36) NOT NULL,
    submission_id VARCHAR(36) NOT NULL,
    side VARCHAR(16) NOT NULL,
    author VARCHAR(200) NOT NULL,
    text VARCHAR(4000) NOT NULL,
    sent_at ${timestamp} NOT NULL,
    CONSTRAINT pk_submission_messages PRIMARY KEY (id)
);

CREATE INDEX ix_submission_messages_submission ON submission_messages (submission_id, id);
