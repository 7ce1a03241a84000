package org.archipel.rest;

/** What a caller of the REST API may be allowed to do; a role is a set of these. */
public enum ApiPermission {
    ORGANIZATIONS_READ("organizations:read"),
    ORGANIZATIONS_MANAGE("organizations:manage"),
    USERS_READ("users:read"),
    USERS_WRITE("users:write"),
    ROLES_READ("roles:read"),
    ROLES_WRITE("roles:write"),
    API_KEYS_READ("api-keys:read"),
    API_KEYS_WRITE("api-keys:write"),
    AUDIT_READ("audit:read"),
    CONNECTORS_READ("connectors:read"),
    INTEGRATIONS_READ("integrations:read"),
    INTEGRATIONS_WRITE("integrations:write"),
    INTEGRATIONS_RUN("integrations:run"),
    TRANSFORMATIONS_READ("transformations:read"),
    TRANSFORMATIONS_WRITE("transformations:write"),
    APIS_READ("apis:read"),
    APIS_WRITE("apis:write"),
    APIS_CALL("apis:call"),
    RECORDS_READ("records:read"),
    RECORDS_WRITE("records:write"),
    JOBS_READ("jobs:read"),
    JOBS_CANCEL("jobs:cancel"),
    JOBS_REPLAY("jobs:replay"),
    EVENTS_READ("events:read"),
    MARKETPLACE_READ("marketplace:read"),
    MARKETPLACE_MANAGE("marketplace:manage"),
    SUBMISSIONS_READ("submissions:read"),
    SUBMISSIONS_WRITE("submissions:write"),
    SUBMISSIONS_REVIEW("submissions:review"),
    EXTENSIONS_READ("extensions:read"),
    EXTENSIONS_MANAGE("extensions:manage"),
    EXTENSIONS_USE("extensions:use"),
    FEATURE_FLAGS_READ("feature-flags:read"),
    FEATURE_FLAGS_WRITE("feature-flags:write"),
    METRICS_READ("metrics:read"),
    LOGGING_MANAGE("logging:manage");

    private final String wireName;

    ApiPermission(String wireName) {
        this.wireName = wireName;
    }

    /** The name in JSON, in roles and in the scopes of API keys. */
    public String wireName() {
        return wireName;
    }
}
