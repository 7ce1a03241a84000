CREATE TABLE books (
    id VARCHAR(36) NOT NULL PRIMARY KEY,
    title VARCHAR(200) NOT NULL,
    notes ${json},
    cover ${bytes},
    summary ${text},
    added_at ${timestamp} NOT NULL,
    row_version BIGINT NOT NULL,
    CONSTRAINT books_title UNIQUE (title)
);
