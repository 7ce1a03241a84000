package org.archipel.sandbox.internal.island;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.archipel.sandbox.internal.config.NodeSettings;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The administrator's settings of the sandbox, {@code archipel.network.*}. */
@Component(service = SandboxConfig.class)
public final class SandboxConfig {
    private final NodeSettings settings;

    @Activate
    public SandboxConfig(BundleContext context) {
        this.settings = new NodeSettings(context);
    }

    /** Private hosts, addresses and ranges that may be reached by whoever is granted them by name. */
    public List<String> privateNetworks() {
        return settings.text("archipel.network.private").stream()
                .flatMap(list -> Stream.of(list.split("[,\\s]+")))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    public Duration connectTimeout() {
        return settings.seconds("archipel.network.connect-timeout-seconds", 10);
    }

    public Duration responseTimeout() {
        return settings.seconds("archipel.network.response-timeout-seconds", 30);
    }

    /** The largest response body, in bytes. */
    public int responseSize() {
        return settings.number("archipel.network.response-size", 32 << 20);
    }

    /** Folder of temporary files. */
    public Path temporaryFolder() {
        return settings.text("archipel.data")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")))
                .resolve("extension-files");
    }
}
