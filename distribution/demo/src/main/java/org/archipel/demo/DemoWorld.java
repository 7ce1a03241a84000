package org.archipel.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.archipel.connectors.emulators.AccessRule;
import org.archipel.connectors.emulators.Fault;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;

/** What the steps work with: a platform, a provider of places, a client, and what earlier steps made. */
final class DemoWorld implements AutoCloseable {
    /** The sample extension. */
    static final String EXTENSION = "org.archipel.samples.placeinsights";

    private final Path extensions;
    private final PlatformProcess platform;
    private final PlacesProvider provider;
    private final RestClient client;
    private final PackagePublisher publisher;
    private String integrationId;

    private DemoWorld(Path extensions, PlatformProcess platform, PlacesProvider provider) {
        this.extensions = extensions;
        this.platform = platform;
        this.provider = provider;
        this.client = RestClient.withKey(platform.url(), platform.bootstrapKey());
        this.publisher = PackagePublisher.register(client, client);
    }

    static DemoWorld start(Path distribution, Path extensions, Path folder, int port, Narrator narrator) {
        try {
            PlacesProvider provider =
                    PlacesProvider.start(PlacesOptions.defaults().withAccess(AccessRule.API_KEY_HEADER));
            // A provider as they are: now and then it is busy, or fails.
            provider.faults().on(Fault.RATE_LIMIT, 23, Integer.MAX_VALUE, 1);
            provider.faults().on(Fault.SERVER_ERROR, 17, Integer.MAX_VALUE, 500);
            narrator.step("Start from an empty folder");
            PlatformProcess platform = PlatformProcess.of(distribution, folder)
                    .port(port)
                    // The provider is on this machine, which no connector may reach unless the administrator says so.
                    .setting(
                            "archipel.network.private",
                            "127.0.0.1:" + provider.uri().getPort())
                    .withTrials()
                    .prepare();
            Duration ready = platform.start();
            narrator.tell(
                    "ready after %s at %s, on embedded Derby in %s", Narrator.seconds(ready), platform.url(), folder);
            narrator.tell("a provider with %,d places of the world listens at %s", provider.size(), provider.uri());
            return new DemoWorld(extensions, platform, provider);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RestClient client() {
        return client;
    }

    /** Who submits the sample, with a key of its own. */
    PackagePublisher publisher() {
        return publisher;
    }

    PlatformProcess platform() {
        return platform;
    }

    PlacesProvider provider() {
        return provider;
    }

    /** The administrator's key. */
    String key() {
        return platform.bootstrapKey();
    }

    /** The sample extension's package in that version. */
    Path extensionPackage(String version) {
        Path file = extensions.resolve("place-insights-" + version + ".jar");
        if (!Files.exists(file)) {
            throw new DemoFailure("the package " + file + " is missing");
        }
        return file;
    }

    /** The integration that an earlier step made. */
    String integrationId() {
        return integrationId;
    }

    void integrationId(String id) {
        integrationId = id;
    }

    @Override
    public void close() {
        platform.close();
        provider.close();
    }
}
