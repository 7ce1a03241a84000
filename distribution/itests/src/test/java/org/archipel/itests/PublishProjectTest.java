package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.PlatformProcess;
import org.archipel.harness.RestClient;
import org.archipel.itests.SdkScripts.Ended;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that an archetype made is signed and published to the marketplace by its own build, and installed from there. */
@Tag("slow")
class PublishProjectTest {
    private static final String EXTENSION = "com.example.shout";
    private static final int WAIT_SECONDS = 60;

    @TempDir
    Path folder;

    private Path repository;
    private SdkScripts sdk;

    @Test
    void aGeneratedProjectIsPublishedByItsBuildAndInstalled() throws IOException, InterruptedException {
        sdk = new SdkScripts(folder);
        repository = folder.resolve("repository");
        sdk.run("stage", repository.toString());
        sdk.run(
                "stranger",
                repository.toString(),
                folder.toString(),
                "org.apache.maven.plugins:maven-archetype-plugin:3.4.1:generate",
                "-DinteractiveMode=false",
                "-DarchetypeCatalog=internal",
                "-DarchetypeGroupId=org.archipel",
                "-DarchetypeArtifactId=org.archipel.archetype.rest-resource",
                "-DarchetypeVersion=1.0.0-SNAPSHOT",
                "-DgroupId=com.example",
                "-DartifactId=shout",
                "-Dpackage=com.example.shout");
        Path project = folder.resolve("shout");
        Path key = folder.resolve("publisher.pem");
        assertThat(maven(project, "package", "archipel:key", "archipel:sign", "-Darchipel.key=" + key)
                        .code())
                .isZero();

        try (PlatformProcess platform = PlatformProcess.of(Distribution.folder(), folder.resolve("platform"))
                .withTrials()
                .start()) {
            RestClient administrator = RestClient.withKey(platform.url(), platform.bootstrapKey());
            String[] publish = {
                "archipel:publish", "-Darchipel.url=" + platform.url(), "-Darchipel.token=" + platform.bootstrapKey()
            };
            Ended stranger = maven(project, publish);
            assertThat(stranger.code()).isNotZero();
            assertThat(stranger.told()).contains("signature", "is not registered", "is refused (REJECTED)");

            administrator
                    .post(
                            "/api/marketplace/publisher-keys",
                            Map.of("name", "mine", "publicKey", Files.readString(folder.resolve("publisher.pub.pem"))))
                    .expect(201);
            Ended waits = maven(project, publish);
            assertThat(waits.code()).as(waits.told()).isZero();
            assertThat(waits.told())
                    .contains(
                            "PASSED  security-run: ",
                            " calls of its operations, some of them hostile, did no harm: ",
                            "PUT /notes/{name}",
                            "PASSED  compatibility-run",
                            "waits for a reviewer");

            JsonNode submission = administrator
                    .get("/api/marketplace/submissions")
                    .expect(200)
                    .path("items")
                    .path(0);
            PackagePublisher.register(administrator, administrator)
                    .approve(submission.path("id").asText())
                    .expect(200);
            Ended published = maven(project, publish);
            assertThat(published.code()).as(published.told()).isZero();
            assertThat(published.told()).contains(EXTENSION + " 1.0.0 is published");

            Marketplace marketplace = new Marketplace(administrator, EXTENSION);
            marketplace.install("1.0.0", WAIT_SECONDS).expect(200);
            marketplace.call("notes").expect(200);

            changeAWord(project);
            Ended built = maven(project, "package", "archipel:sign", "-Darchipel.key=" + key);
            assertThat(built.code()).as(built.told()).isZero();
            Ended changed = maven(project, publish);
            assertThat(changed.code()).isNotZero();
            assertThat(changed.told()).contains("409", "a changed package needs a new version");
        }
    }

    private static void changeAWord(Path project) throws IOException {
        Path source = project.resolve("src/main/java/com/example/shout/NotesResource.java");
        Files.writeString(source, Files.readString(source).replace("description = \"", "description = \"Loud. "));
    }

    private Ended maven(Path project, String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                repository.toString(),
                project.toString(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.org.archipel.maven=info"));
        all.addAll(List.of(arguments));
        return sdk.end("stranger", all.toArray(String[]::new));
    }
}
