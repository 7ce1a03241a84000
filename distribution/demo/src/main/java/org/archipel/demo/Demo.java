package org.archipel.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.archipel.connectors.emulators.AccessRule;
import org.archipel.connectors.emulators.PlacesOptions;
import org.archipel.connectors.emulators.PlacesProvider;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demonstration. */
@Command(
        name = "archipel demo",
        mixinStandardHelpOptions = true,
        description = "Does the platform's main job from an empty folder and shows it, then keeps running to be tried.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0: every step went as it should", "1: a step did not", "2: wrong usage"})
public final class Demo implements Callable<Integer> {
    private static final List<Step> STEPS = List.of(
            new PublishExtension(),
            new InstallExtension(),
            new ConnectProvider(),
            new Synchronize(),
            new QueryRecords(),
            new PublishApi(),
            new SynchronizeChanges(),
            new UpgradeUnderTraffic());

    @Option(names = "--distribution", required = true, description = "the installation to run")
    private Path distribution;

    @Option(names = "--extensions", required = true, description = "folder with the packages of the sample extension")
    private Path extensions;

    @Option(names = "--folder", required = true, description = "where the platform's state goes; emptied first")
    private Path folder;

    @Option(names = "--port", defaultValue = "8080", description = "port of the REST API (default ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--provider", paramLabel = "PORT", description = "only run the provider of places on this port")
    private Integer providerPort;

    @Option(names = "--exit", description = "end by itself after the last step")
    private boolean exit;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Demo()).execute(arguments));
    }

    @Override
    public Integer call() {
        Narrator narrator = new Narrator(System.out);
        if (providerPort != null) {
            return provide(narrator);
        }
        try {
            DemoFolder.prepare(folder);
            return show(narrator);
        } catch (DemoFailure | IllegalStateException e) {
            System.err.println();
            System.err.println("The demo failed: " + e.getMessage());
            return 1;
        }
    }

    private int provide(Narrator narrator) {
        try (PlacesProvider provider = PlacesProvider.start(
                PlacesOptions.defaults().withPort(providerPort).withAccess(AccessRule.API_KEY_HEADER))) {
            narrator.tell("%,d places at %s; Ctrl-C stops it", provider.size(), provider.uri());
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException e) {
            System.err.println("The provider cannot listen on port " + providerPort + ": " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private int show(Narrator narrator) {
        try (DemoWorld world = DemoWorld.start(distribution, extensions, folder, port, narrator)) {
            for (Step step : STEPS) {
                narrator.step(step.title());
                step.run(world, narrator);
            }
            end(world, narrator);
            return 0;
        }
    }

    private void end(DemoWorld world, Narrator narrator) {
        narrator.step("Done");
        if (exit) {
            int code = world.platform().stop();
            narrator.tell("stopped gracefully, exit code %d", code);
            return;
        }
        narrator.tell("API      %s", world.platform().url());
        narrator.tell("Reader   %s/docs", world.platform().url());
        narrator.tell("Key      %s", world.key());
        narrator.tell(
                "Try      curl -H 'Authorization: Bearer %s' '%s/api/records/place?limit=3'",
                world.key(), world.platform().url());
        narrator.tell("Ctrl-C stops it.");
        world.platform().awaitEnd();
    }
}
