package org.archipel.sandbox.internal.island;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.archipel.api.schedule.ScheduledTask;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The administrator's settings of the sandbox, {@code archipel.extension.*} and {@code archipel.network.*}. */
@Component(service = SandboxConfig.class)
public final class SandboxConfig {
    private final BundleContext context;

    @Activate
    public SandboxConfig(BundleContext context) {
        this.context = context;
    }

    private Optional<String> setting(String name) {
        return Optional.ofNullable(context.getProperty(name)).map(String::trim).filter(value -> !value.isEmpty());
    }

    private int number(String name, int standard) {
        return setting(name).map(Integer::parseInt).orElse(standard);
    }

    private Duration seconds(String name, int standard) {
        return Duration.ofSeconds(number(name, standard));
    }

    /** How long one call of an extension point may take; time spent in services of the platform does not count. */
    public Duration callLimit(Class<?> type) {
        return type == ScheduledTask.class
                ? seconds("archipel.extension.task-limit-seconds", 300)
                : seconds("archipel.extension.call-limit-seconds", 10);
    }

    /** How long a REST request to an extension may take. */
    public Duration requestLimit() {
        return seconds("archipel.extension.request-limit-seconds", 30);
    }

    /** Calls of one installation that run at a time. */
    public int parallelCalls() {
        return number("archipel.extension.parallel-calls", 16);
    }

    /** Threads that did not come back from a call, before the installation is disabled. */
    public int abandonedThreads() {
        return number("archipel.extension.abandoned-threads", 4);
    }

    /** Private hosts, addresses and ranges that may be reached by whoever is granted them by name. */
    public List<String> privateNetworks() {
        return setting("archipel.network.private").stream()
                .flatMap(list -> Stream.of(list.split("[,\\s]+")))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    public Duration connectTimeout() {
        return seconds("archipel.network.connect-timeout-seconds", 10);
    }

    public Duration responseTimeout() {
        return seconds("archipel.network.response-timeout-seconds", 30);
    }

    /** The largest response body, in bytes. */
    public int responseSize() {
        return number("archipel.network.response-size", 32 << 20);
    }

    /** Folder of temporary files. */
    public Path temporaryFolder() {
        return setting("archipel.data")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")))
                .resolve("extension-files");
    }
}
