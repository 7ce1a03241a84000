CREATE TABLE value_rows (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    number_value BIGINT,
    flag BOOLEAN,
    long_text ${text},
    bytes ${bytes},
    happened_at ${timestamp}
);
