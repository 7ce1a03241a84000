package org.archipel.harness;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What is needed to start a platform. Not thread-safe. */
public final class PlatformBuilder {
    private final Path distribution;
    private final Path workFolder;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Integer> disks = new HashMap<>();
    private int port;
    private boolean reachable;
    private boolean trials;

    PlatformBuilder(Path distribution, Path workFolder) {
        this.distribution = distribution;
        this.workFolder = workFolder;
    }

    /** The port of the REST API; without it a free one is taken. */
    public PlatformBuilder port(int value) {
        port = value;
        return this;
    }

    /** Sets a setting, for example {@code archipel.http.host}. */
    public PlatformBuilder setting(String key, String value) {
        environment.put(key.toUpperCase(Locale.ROOT).replace("-", "__").replace('.', '_'), value);
        return this;
    }

    /** Tells the platform its own address as the one by which providers reach it. */
    public PlatformBuilder reachable() {
        reachable = true;
        return this;
    }

    /** Has submissions tried in a scratch container, as platforms do; without it they are not, which saves seconds for each. */
    public PlatformBuilder withTrials() {
        trials = true;
        return this;
    }

    /** Runs on the JDK in this folder. */
    public PlatformBuilder javaHome(Path folder) {
        environment.put("JAVA_HOME", folder.toString());
        return this;
    }

    /** Adds JVM options. */
    public PlatformBuilder javaOptions(String options) {
        environment.merge("ARCHIPEL_JAVA_OPTS", options, (a, b) -> a + " " + b);
        return this;
    }

    /**
     * Gives a folder of the platform's data a disk of its own, which is soon full; others see it through {@link
     * PlatformProcess#seen}. Works where {@link OwnDisks#available()}.
     *
     * @param folder for example {@code packages}
     */
    public PlatformBuilder disk(String folder, int kilobytes) {
        disks.put(folder, kilobytes);
        return this;
    }

    /** Starts the platform and returns when it is ready. */
    public PlatformProcess start() {
        PlatformProcess platform = prepare();
        try {
            platform.start();
        } catch (IllegalStateException e) {
            platform.close();
            throw e;
        }
        return platform;
    }

    /** The platform, not started yet. */
    public PlatformProcess prepare() {
        if (!trials) {
            setting("archipel.marketplace.scratch", "off");
        }
        int chosen = port == 0 ? FreePort.find() : port;
        if (reachable) {
            setting("archipel.public.url", "http://127.0.0.1:" + chosen);
        }
        return new PlatformProcess(distribution, workFolder, chosen, environment, new OwnDisks(disks));
    }
}
