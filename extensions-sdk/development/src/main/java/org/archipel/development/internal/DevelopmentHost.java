package org.archipel.development.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.archipel.sandbox.CallBoundary;
import org.archipel.sandbox.ExtensionLogs;
import org.archipel.sandbox.ExtensionRuntime;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.PackagePreparation;
import org.archipel.security.Organizations;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the package and its configuration many times a second, and runs what is new. */
@Component(
        service = {},
        immediate = true)
public final class DevelopmentHost {
    private static final Logger LOG = LoggerFactory.getLogger(DevelopmentHost.class);
    private static final long PERIOD_MILLIS = 30;

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "archipel-development");
        thread.setDaemon(true);
        return thread;
    });
    private final Optional<DevelopmentSettings> settings;
    private final Deployment deployment;
    private final LogFile log;
    private Stamp packageStamp = Stamp.NONE;
    private Stamp configStamp = Stamp.NONE;

    @Activate
    public DevelopmentHost(
            BundleContext context,
            @Reference PackageGate gate,
            @Reference PackagePreparation preparation,
            @Reference ExtensionRuntime runtime,
            @Reference CallBoundary boundary,
            @Reference Organizations organizations,
            @Reference ExtensionLogs logs) {
        log = new LogFile(logs);
        settings = DevelopmentSettings.of(context);
        deployment = new Deployment(context, gate, preparation, runtime, boundary, organizations);
        settings.ifPresent(
                present -> worker.scheduleWithFixedDelay(() -> look(present), 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** What tells one file from the next. */
    private record Stamp(long modified, long size, Object key) {
        static final Stamp NONE = new Stamp(0, 0, null);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    private void look(DevelopmentSettings present) {
        try {
            Stamp packaged = Stamp.of(present.packageFile());
            Stamp configured = Stamp.of(present.configFile());
            if (!packaged.equals(packageStamp) && packaged != Stamp.NONE) {
                packageStamp = packaged;
                configStamp = configured;
                Status.write(present.statusFile(), deployment.run(present));
            } else if (!configured.equals(configStamp)) {
                configStamp = configured;
                deployment.configure(present);
            }
            if (deployment.present().isPresent()) {
                log.follow(deployment.present().get().installation(), present.logFile());
            }
        } catch (RuntimeException | IOException e) {
            LOG.error("The extension under development could not be run", e);
        }
    }

    @Deactivate
    void stop() {
        worker.shutdownNow();
        try {
            worker.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
