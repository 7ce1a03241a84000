package org.archipel.marketplace.internal.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.DesiredState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;

/**
 * An extension of the organization.
 *
 * @param version what works, or worked last
 * @param desiredVersion where a change that is under way leads
 * @param changing whether a change is under way
 * @param jobId the job of the last change
 * @param previousVersion what a rollback goes back to
 * @param keptVersions what a rollback can go back to, the latest first
 * @param notice what the organization should know of the version
 * @param lastError why the last change failed, or why it is suspended
 */
public record InstallationView(
        String id,
        String organizationId,
        String extensionId,
        String version,
        DesiredState desiredState,
        String desiredVersion,
        ActualState actualState,
        boolean changing,
        @JsonInclude(JsonInclude.Include.NON_NULL) String jobId,
        List<Permission> grantedPermissions,
        ObjectNode config,
        @JsonInclude(JsonInclude.Include.NON_NULL) String previousVersion,
        List<String> keptVersions,
        @JsonInclude(JsonInclude.Include.NON_NULL) String lastError,
        long generation,
        String installedBy,
        Instant installedAt,
        Instant updatedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant purgeAfter,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant probationUntil,
        @JsonInclude(JsonInclude.Include.NON_NULL) String notice) {
    static InstallationView of(Installation installation) {
        var setup = installation.actual().orElse(installation.desired());
        return new InstallationView(
                installation.id(),
                installation.organizationId(),
                installation.extensionId(),
                setup.version(),
                installation.desiredState(),
                installation.desired().version(),
                installation.actualState(),
                installation.changing(),
                installation.jobId().orElse(null),
                setup.grants(),
                setup.config(),
                installation.previous().map(Setup::version).orElse(null),
                installation.kept().stream().map(Setup::version).toList(),
                installation.lastError().orElse(null),
                installation.generation(),
                installation.installedBy(),
                installation.installedAt(),
                installation.updatedAt(),
                installation.purgeAfter().orElse(null),
                installation.probationUntil().orElse(null),
                installation.notice().orElse(null));
    }
}
