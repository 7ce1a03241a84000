package org.archipel.sdk.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every archetype gives a project that builds, and is tested in the sandbox, without an edit; and every sample is built. */
@Tag("slow")
class ArchetypesIT {
    private static final Path ARCHETYPES = Path.of("..", "archetypes");

    @BeforeEach
    void scriptsNeedAShell() {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the SDK's scripts run in bash");
    }

    static Stream<String> archetypes() throws IOException {
        try (Stream<Path> folders = Files.list(ARCHETYPES)) {
            List<String> names = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
            assertThat(names).hasSizeGreaterThanOrEqualTo(8);
            return names.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("archetypes")
    void aGeneratedProjectIsBuiltAndTestedWithoutAnEdit(String archetype) throws IOException, InterruptedException {
        Workbench workbench = Workbench.named("archetype-" + archetype);
        Path project = workbench.generate(archetype, "my-" + archetype);
        workbench.maven(project, "package");
        assertThat(project.resolve("target/surefire-reports").toFile()).isNotEmptyDirectory();
        assertThat(Files.readString(project.resolve("target/archipel-verification.json")))
                .contains("\"accepted\" : true");
    }

    @Test
    void theSampleOfEachExtensionPointIsBuiltAndTested() throws IOException, InterruptedException {
        Workbench.named("points").buildSamples("extension-points");
        assertThat(Workbench.jars(Workbench.SAMPLES.resolve("extension-points/target")))
                .hasSize(8);
    }
}
