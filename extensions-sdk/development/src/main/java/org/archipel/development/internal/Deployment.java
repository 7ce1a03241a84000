package org.archipel.development.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.extension.Health;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.development.internal.Status.State;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionDescriptor;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.GateReport.Severity;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.PackagePreparation;
import org.archipel.security.Organizations;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings packages of one extension into the platform, one after the other, behind the same gate and in the same sandbox as any other;
 * with all that it asks for granted, and without the marketplace. What ran before goes on until the new one answers. Used by one
 * thread.
 */
final class Deployment {
    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final Duration DRAIN_LIMIT = Duration.ofMillis(500);

    private final BundleContext context;
    private final PackageGate gate;
    private final PackagePreparation preparation;
    private final ExtensionRuntime runtime;
    private final CallBoundary boundary;
    private final Organizations organizations;
    private Optional<Running> present = Optional.empty();

    Deployment(
            BundleContext context,
            PackageGate gate,
            PackagePreparation preparation,
            ExtensionRuntime runtime,
            CallBoundary boundary,
            Organizations organizations) {
        this.context = context;
        this.gate = gate;
        this.preparation = preparation;
        this.runtime = runtime;
        this.boundary = boundary;
        this.organizations = organizations;
    }

    private record Running(Island island, ObjectNode configSchema) {}

    /** What runs now. */
    Optional<Island> present() {
        return present.map(Running::island);
    }

    Status run(DevelopmentSettings settings) {
        long begin = System.nanoTime();
        GateReport report = gate.inspect(settings.packageFile());
        String version = report.descriptor().map(ExtensionDescriptor::version).orElse("");
        if (!report.accepted()) {
            return status(report, version, State.REFUSED, findings(report, Severity.ERROR), begin);
        }
        try {
            ExtensionDescriptor descriptor = report.descriptor().orElseThrow();
            deploy(new Running(island(descriptor, settings), descriptor.configSchema()), settings);
            return status(report, version, State.RUNNING, List.of(), begin);
        } catch (PlatformException e) {
            LOG.warn("Version {} of the extension under development does not run", version, e);
            return status(report, version, State.FAILED, List.of(e.getMessage()), begin);
        }
    }

    private static Status status(GateReport report, String version, State state, List<String> problems, long begin) {
        return new Status(
                report.sha256(),
                version,
                state,
                problems,
                findings(report, Severity.WARNING),
                Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }

    private static List<String> findings(GateReport report, Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(finding -> finding.rule() + " at " + finding.location() + ": " + finding.message() + " -> "
                        + finding.advice())
                .toList();
    }

    private Island island(ExtensionDescriptor descriptor, DevelopmentSettings settings) {
        String installation = installation(descriptor.id());
        return new Island(
                Island.location(installation, descriptor.version()),
                new InstallationInfo(
                        installation, organizations.standard().id(), descriptor.id(), descriptor.version()),
                descriptor.permissions().stream()
                        .map(PermissionRequest::permission)
                        .toList(),
                new ConfigFile(settings.configFile()).read(descriptor.configSchema()));
    }

    /** The same for all versions and runs, so that what the extension stored is there again; as long as any installation's id. */
    private static String installation(String extensionId) {
        String name = UUID.nameUUIDFromBytes(extensionId.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return Island.DEVELOPMENT_PREFIX + name.substring(0, 24);
    }

    private void deploy(Running next, DevelopmentSettings settings) {
        Island island = next.island();
        Optional<Island> before = present().filter(old -> !old.location().equals(island.location()));
        if (before.isEmpty()) {
            present().ifPresent(this::remove);
        }
        Path prepared = preparation.prepare(settings.packageFile(), settings.prepared());
        runtime.admit(island);
        try {
            start(island, prepared);
            runtime.activate(island.location(), START_LIMIT);
            Health health = runtime.health(island.location());
            if (health.status() == Health.Status.ERROR) {
                throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "unhealthy: " + health.detail());
            }
            runtime.serve(island.location());
        } catch (PlatformException e) {
            remove(island);
            throw e;
        }
        present = Optional.of(next);
        before.ifPresent(this::remove);
    }

    private void start(Island island, Path prepared) {
        try (InputStream in = Files.newInputStream(prepared)) {
            Bundle bundle = context.installBundle(island.location(), in);
            boundary.run(island.location(), START_LIMIT, () -> startTranslated(bundle));
        } catch (BundleException | IOException e) {
            throw failed(e);
        }
    }

    private static void startTranslated(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
        } catch (BundleException e) {
            throw failed(e);
        }
    }

    private static PlatformException failed(Exception e) {
        return new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, "the bundle failed: " + e.getMessage(), e);
    }

    private void remove(Island island) {
        if (present().filter(island::equals).isPresent()) {
            present = Optional.empty();
        }
        runtime.drain(island.location(), DRAIN_LIMIT);
        Bundle bundle = context.getBundle(island.location());
        if (bundle != null) {
            uninstallWithin(island, bundle);
        }
        runtime.dismiss(island.location());
    }

    // One that hangs is left behind: the next package need not wait for it, unless it is of the same version.
    private void uninstallWithin(Island island, Bundle bundle) {
        try {
            boundary.run(island.location(), START_LIMIT, () -> uninstall(bundle));
        } catch (PlatformException e) {
            LOG.warn("{} does not end as it should: {}", bundle, e.getMessage());
        }
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException e) {
            LOG.warn("{} could not be uninstalled", bundle, e);
        }
    }

    /** Gives the extension that runs its configuration anew, unless that is wrong: the next package is told of it. */
    void configure(DevelopmentSettings settings) {
        present.ifPresent(running -> {
            try {
                var config = new ConfigFile(settings.configFile()).read(running.configSchema());
                var island = running.island();
                runtime.change(island.installation().installationId(), island.grants(), config);
            } catch (PlatformException e) {
                LOG.warn("The configuration is left as it was: {}", e.getMessage());
            }
        });
    }
}
