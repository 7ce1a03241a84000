package org.archipel.rest.internal.health;

import java.io.File;
import org.archipel.api.extension.Health;
import org.archipel.rest.HealthIndicator;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells when the file systems of the data and of the logs fill up. */
@Component(service = HealthIndicator.class)
public final class DiskIndicator implements HealthIndicator {
    private static final long MEGABYTE = 1024L * 1024;
    private static final long LITTLE = 1024 * MEGABYTE;

    private final File data;
    private final File logs;

    @Activate
    public DiskIndicator(BundleContext context) {
        this(folder(context, "archipel.data", "data"), folder(context, "archipel.logs", "logs"));
    }

    DiskIndicator(File data, File logs) {
        this.data = data;
        this.logs = logs;
    }

    @Override
    public String name() {
        return "disk";
    }

    @Override
    public Health check() {
        long free = Math.min(free(data), free(logs));
        return free >= LITTLE
                ? Health.healthy()
                : new Health(
                        Health.Status.WARNING, "Only " + free / MEGABYTE + " MB are left for the data or the logs.");
    }

    /** Of a folder that is not there yet, that of the one above it. */
    private static long free(File folder) {
        File present = folder.getAbsoluteFile();
        while (!present.exists() && present.getParentFile() != null) {
            present = present.getParentFile();
        }
        return present.getUsableSpace();
    }

    private static File folder(BundleContext context, String property, String ifAbsent) {
        String value = context.getProperty(property);
        return new File(value == null ? ifAbsent : value);
    }
}
