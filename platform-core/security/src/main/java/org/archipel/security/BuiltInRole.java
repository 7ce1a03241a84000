package org.archipel.security;

import static org.archipel.rest.ApiPermission.*;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.archipel.rest.ApiPermission;

/** The roles that every organization has; an organization makes further ones from the same permissions. */
public enum BuiltInRole {
    PLATFORM_ADMIN("Runs the whole installation, in every organization.", EnumSet.allOf(ApiPermission.class)),

    ORG_ADMIN(
            "Runs one organization: its people, keys, extensions and integrations.",
            EnumSet.complementOf(EnumSet.of(
                    ORGANIZATIONS_MANAGE,
                    MARKETPLACE_MANAGE,
                    SUBMISSIONS_REVIEW,
                    FEATURE_FLAGS_WRITE,
                    LOGGING_MANAGE))),

    INTEGRATOR(
            "Builds and runs integrations.",
            EnumSet.of(
                    ORGANIZATIONS_READ,
                    CONNECTORS_READ,
                    INTEGRATIONS_READ,
                    INTEGRATIONS_WRITE,
                    INTEGRATIONS_RUN,
                    TRANSFORMATIONS_READ,
                    TRANSFORMATIONS_WRITE,
                    APIS_READ,
                    APIS_WRITE,
                    APIS_CALL,
                    RECORDS_READ,
                    RECORDS_WRITE,
                    JOBS_READ,
                    JOBS_CANCEL,
                    EVENTS_READ,
                    MARKETPLACE_READ,
                    EXTENSIONS_READ,
                    EXTENSIONS_USE,
                    FEATURE_FLAGS_READ,
                    METRICS_READ)),

    VIEWER(
            "Sees integrations, records and extensions, and changes nothing.",
            EnumSet.of(
                    ORGANIZATIONS_READ,
                    CONNECTORS_READ,
                    INTEGRATIONS_READ,
                    TRANSFORMATIONS_READ,
                    APIS_READ,
                    APIS_CALL,
                    RECORDS_READ,
                    JOBS_READ,
                    EVENTS_READ,
                    MARKETPLACE_READ,
                    EXTENSIONS_READ,
                    FEATURE_FLAGS_READ,
                    METRICS_READ)),

    PUBLISHER(
            "Submits extensions to the marketplace.",
            EnumSet.of(ORGANIZATIONS_READ, MARKETPLACE_READ, SUBMISSIONS_READ, SUBMISSIONS_WRITE, JOBS_READ)),

    REVIEWER(
            "Approves or rejects submitted extensions.",
            EnumSet.of(ORGANIZATIONS_READ, MARKETPLACE_READ, SUBMISSIONS_READ, SUBMISSIONS_REVIEW, JOBS_READ));

    private final String description;
    private final Set<ApiPermission> permissions;

    BuiltInRole(String description, EnumSet<ApiPermission> permissions) {
        this.description = description;
        this.permissions = Collections.unmodifiableSet(permissions);
    }

    public String description() {
        return description;
    }

    public Set<ApiPermission> permissions() {
        return permissions;
    }

    /** The built-in role of that name; empty if it is not one. */
    public static Optional<BuiltInRole> named(String name) {
        return Stream.of(values()).filter(role -> role.name().equals(name)).findFirst();
    }
}
