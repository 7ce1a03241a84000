package org.archipel.sdk.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.archipel.sandbox.GateReport;
import org.archipel.sandbox.PackageGate;
import org.archipel.sandbox.internal.gate.Gate;
import org.archipel.sandbox.internal.permission.Vocabulary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an extension developer makes with published artifacts alone is accepted by the platform. */
class StrangerIT {
    private final PackageGate gate = new Gate(new Vocabulary());

    @BeforeEach
    void scriptsNeedAShell() {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the SDK's scripts run in bash");
    }

    @Test
    void aGeneratedConnectorIsAcceptedWithoutAnEdit() throws IOException, InterruptedException {
        Workbench workbench = Workbench.named("connector");
        Path project = workbench.generate("connector", "shop-connector", "-DextensionName=My shop");
        workbench.maven(project, "package");

        assertThat(project.resolve("target/surefire-reports").toFile()).isNotEmptyDirectory();
        GateReport report = accepted(project.resolve("target/shop-connector-1.0.0.jar"));
        assertThat(report.descriptor()).hasValueSatisfying(descriptor -> {
            assertThat(descriptor.id()).isEqualTo("com.example.shop-connector");
            assertThat(descriptor.name()).isEqualTo("My shop");
            assertThat(descriptor.permissions()).hasSize(2);
        });
    }

    @Test
    void theGuideLeadsToAnAcceptedExtension() throws IOException, InterruptedException {
        Workbench workbench = Workbench.named("guide");
        for (List<String> command : Guide.commands()) {
            workbench.maven(workbench.folder(), command.toArray(String[]::new));
        }
        Path project = workbench.folder().resolve("first");
        assertThat(project.resolve("target/surefire-reports").toFile()).isNotEmptyDirectory();
        assertThat(accepted(project.resolve("target/first-1.0.0.jar"))
                        .descriptor()
                        .orElseThrow()
                        .id())
                .isEqualTo("com.example.first");
        String source = Files.readString(project.resolve("src/main/java/com/example/first/RecordListener.java"))
                + Files.readString(project.resolve("src/test/java/com/example/first/RecordListenerTest.java"));
        assertThat(Guide.snippets())
                .isNotEmpty()
                .allSatisfy(snippet -> assertThat(source).contains(snippet));

        byte[] first = Files.readAllBytes(project.resolve("target/first-1.0.0.jar"));
        workbench.maven(project, "clean", "package");
        assertThat(project.resolve("target/first-1.0.0.jar"))
                .as("the same sources")
                .hasBinaryContent(first);
    }

    @Test
    void theSamplesAreAccepted() throws IOException, InterruptedException {
        Workbench.named("samples").buildSamples("place-insights", "misbehaving");
        List<Path> versions = Workbench.jars(Workbench.SAMPLES.resolve("place-insights/target"));
        assertThat(versions).hasSize(2).allSatisfy(this::accepted);
        assertThat(Workbench.jars(Workbench.SAMPLES.resolve("misbehaving/target")))
                .hasSize(11)
                .allSatisfy(this::accepted);
        assertThat(accepted(versions.get(1)).descriptor().orElseThrow().permissions())
                .hasSize(accepted(versions.get(0))
                                .descriptor()
                                .orElseThrow()
                                .permissions()
                                .size()
                        + 1);
    }

    private GateReport accepted(Path jar) {
        GateReport report = gate.inspect(jar);
        assertThat(report.findings()).as(jar.getFileName().toString()).isEmpty();
        assertThat(report.accepted()).isTrue();
        return report;
    }
}
