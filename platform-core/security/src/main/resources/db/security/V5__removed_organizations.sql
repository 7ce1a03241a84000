-- Organizations that were deleted, and which context has removed what it kept of them, when for the last time.
CREATE TABLE removed_organizations (
    organization_id VARCHAR(36)  NOT NULL PRIMARY KEY,
    slug            VARCHAR(64)  NOT NULL,
    removed_at      ${timestamp} NOT NULL,
    -- From when on nothing can be under way anymore for the organization: every context looks again then.
    settled_at      ${timestamp} NOT NULL
);

CREATE TABLE organization_cleanings (
    organization_id VARCHAR(36)  NOT NULL,
    context         VARCHAR(64)  NOT NULL,
    cleaned_at      ${timestamp} NOT NULL,
    PRIMARY KEY (context, organization_id)
);
