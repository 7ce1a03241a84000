package org.archipel.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.archipel.persistence.Dialect;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs named scenarios and prints their figures. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Measures the quality bars on the distribution.")
final class Benchmarks implements Callable<Integer> {
    private static final List<Scenario> SCENARIOS = List.of(
            new StartScenario(),
            new SyncScenario(Dialect.DERBY, false),
            new SyncScenario(Dialect.POSTGRESQL, false),
            new SyncScenario(Dialect.DERBY, true),
            new SyncScenario(Dialect.POSTGRESQL, true),
            new SyncMemoryScenario(Dialect.DERBY),
            new SyncMemoryScenario(Dialect.POSTGRESQL),
            new HangingScenario(),
            new ListsScenario(),
            new TransformationScenario(),
            new JsonataScenario(),
            new CatalogueScenario(Dialect.DERBY),
            new CatalogueScenario(Dialect.POSTGRESQL),
            new InstallScenario(),
            new UpgradeScenario(),
            new WebhookScenario(),
            new GatewayScenario(),
            new GatewayCacheScenario(),
            new GatewayRoutesScenario(),
            new WallsScenario(),
            new SandboxScenario(),
            new RunawayScenario(),
            new MemoryScenario());

    @Option(names = "--distribution", required = true, description = "the assembled distribution")
    private Path distribution;

    @Option(names = "--repeat", defaultValue = "3", description = "repetitions (default ${DEFAULT-VALUE})")
    private int repetitions;

    @Option(names = "--java-options", defaultValue = "", description = "more JVM options for the measured platform")
    private String javaOptions;

    @Option(names = "--json", description = "also write the figures to this file")
    private Path json;

    @Option(names = "--list", description = "list the scenarios")
    private boolean list;

    @Parameters(description = "scenarios to run; none for all")
    private List<String> names = List.of();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() {
        if (list) {
            SCENARIOS.forEach(scenario -> System.out.printf("%-16s %s%n", scenario.name(), scenario.description()));
            return 0;
        }
        Report report = new Report();
        for (Scenario scenario : SCENARIOS) {
            if (names.isEmpty() || names.contains(scenario.name())) {
                System.err.println("running " + scenario.name() + ": " + scenario.description());
                try (Workbench workbench = Workbench.create(distribution.toAbsolutePath(), repetitions, javaOptions)) {
                    scenario.run(workbench, report);
                }
            }
        }
        report.print(System.out);
        if (json != null) {
            report.write(json);
        }
        return 0;
    }
}
