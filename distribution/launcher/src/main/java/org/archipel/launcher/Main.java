package org.archipel.launcher;

import java.nio.file.Path;

/** Runs the platform in this process until it is asked to stop (SIGTERM, SIGINT, or the shell's {@code shutdown}). */
public final class Main {
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_FAILED = 1;

    private Main() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: java -jar org.archipel.launcher.jar HOME");
            System.exit(EXIT_USAGE);
        }
        try {
            if (!run(Path.of(args[0]).toAbsolutePath().normalize())) {
                // Not an exit, which would have the shutdown hook wait once more.
                Runtime.getRuntime().halt(EXIT_FAILED);
            }
        } catch (LaunchException e) {
            System.err.println("archipel: " + e.getMessage());
            System.exit(EXIT_FAILED);
        }
    }

    /** False if the framework is still stopping when its time is over. */
    private static boolean run(Path home) {
        Configuration configuration = Configuration.load(home, System.getenv(), System.getProperties());
        ParentProcess.follow(configuration);
        try (DataFolder data = DataFolder.open(configuration.dataFolder())) {
            HttpAddress.of(configuration).ensureFree();
            Platform platform = new Platform(configuration, BundleFolder.read(home.resolve("bundles")));
            Thread stop = new Thread(platform::stop, "archipel-shutdown");
            Runtime.getRuntime().addShutdownHook(stop);
            platform.start();
            data.writeProcessId();
            return platform.awaitStop();
        }
    }
}
