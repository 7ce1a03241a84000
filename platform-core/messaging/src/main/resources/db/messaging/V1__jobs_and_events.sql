-- Jobs as their owners see them. What is to be executed when, and by which node, stands in scheduled_tasks.
CREATE TABLE jobs (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36) NOT NULL,
    type VARCHAR(100) NOT NULL,
    state VARCHAR(20) NOT NULL,
    payload ${json} NOT NULL,
    progress_done BIGINT NOT NULL,
    progress_total BIGINT,
    progress_phase VARCHAR(200) NOT NULL,
    attempts INTEGER NOT NULL,
    max_attempts INTEGER NOT NULL,
    lost_runs INTEGER NOT NULL,
    outcome ${json},
    error_code VARCHAR(50),
    error_message VARCHAR(2000),
    error_retryable BOOLEAN,
    exclusive_key VARCHAR(200),
    cancel_requested BOOLEAN NOT NULL,
    run_id VARCHAR(36),
    node VARCHAR(50),
    created_by VARCHAR(100) NOT NULL,
    created_at ${timestamp} NOT NULL,
    run_at ${timestamp} NOT NULL,
    started_at ${timestamp},
    finished_at ${timestamp},
    version BIGINT NOT NULL
);
CREATE INDEX jobs_by_organization ON jobs (organization_id, id DESC);
CREATE INDEX jobs_by_state ON jobs (state, node);
CREATE INDEX jobs_by_end ON jobs (finished_at);

-- One row for each exclusive key that an unfinished job holds; the primary key is the exclusion.
CREATE TABLE job_locks (
    organization_id VARCHAR(36) NOT NULL,
    exclusive_key VARCHAR(200) NOT NULL,
    job_id VARCHAR(36) NOT NULL,
    PRIMARY KEY (organization_id, exclusive_key)
);

CREATE TABLE job_schedules (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    organization_id VARCHAR(36) NOT NULL,
    name VARCHAR(200) NOT NULL,
    timing VARCHAR(200) NOT NULL,
    jitter_seconds INTEGER NOT NULL,
    job_type VARCHAR(100) NOT NULL,
    payload ${json} NOT NULL,
    exclusive_key VARCHAR(200),
    max_attempts INTEGER NOT NULL,
    created_by VARCHAR(100) NOT NULL,
    next_run_at ${timestamp} NOT NULL,
    CONSTRAINT job_schedules_name UNIQUE (organization_id, name)
);

-- The execution table of db-scheduler.
CREATE TABLE scheduled_tasks (
    task_name VARCHAR(40) NOT NULL,
    task_instance VARCHAR(36) NOT NULL,
    task_data ${bytes},
    execution_time ${timestamp} NOT NULL,
    picked BOOLEAN NOT NULL,
    picked_by VARCHAR(50),
    last_success ${timestamp},
    last_failure ${timestamp},
    consecutive_failures INTEGER,
    last_heartbeat ${timestamp},
    version BIGINT NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);

-- Platform events. seq is 0 until the event is committed and the relay gave it its place in the stream.
CREATE TABLE outbox_events (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    topic VARCHAR(200) NOT NULL,
    subject VARCHAR(300) NOT NULL,
    data ${json} NOT NULL,
    occurred_at ${timestamp} NOT NULL
);
CREATE INDEX outbox_events_by_seq ON outbox_events (seq, id);
CREATE INDEX outbox_events_of_organization ON outbox_events (organization_id, seq);

-- The one row whose lock orders the numbering of events over all nodes.
CREATE TABLE outbox_sequence (
    name VARCHAR(20) NOT NULL PRIMARY KEY,
    last_seq BIGINT NOT NULL
);
INSERT INTO outbox_sequence (name, last_seq) VALUES ('events', 0);

-- Durable subscriptions: how far each one got, and which node delivers for it at present.
CREATE TABLE outbox_subscriptions (
    name VARCHAR(200) NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL,
    holder VARCHAR(50),
    held_until ${timestamp},
    seen_at ${timestamp} NOT NULL
);

-- Deliveries that failed, and those of the same subject that wait behind them.
CREATE TABLE outbox_retries (
    subscription VARCHAR(200) NOT NULL,
    seq BIGINT NOT NULL,
    organization_id VARCHAR(36) NOT NULL,
    event_id VARCHAR(36) NOT NULL,
    subject VARCHAR(300) NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at ${timestamp} NOT NULL,
    dead BOOLEAN NOT NULL,
    error_message VARCHAR(2000),
    PRIMARY KEY (subscription, seq)
);
CREATE INDEX outbox_retries_due ON outbox_retries (subscription, dead, next_attempt_at);
