package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.PackageSigner;
import org.archipel.harness.RestClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guides to the marketplace and of the page on the REST API work as they stand there. */
class GuideCommandsTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```(?:sh|bash)\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern STATUS = Pattern.compile("status (\\d+)");
    private static final String EXTENSION = "com.acme.invoices";
    private static final int WAIT_SECONDS = 60;

    /** As in the README, but each answer tells its status. */
    private static final String FUNCTIONS = """
            set -euo pipefail
            curl() { command curl -sS -w '\\nstatus %{http_code}\\n' "$@"; }
            api() { curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/json" "$@"; }
            """;

    @TempDir
    static Path folder;

    private static SharedPlatform platform;
    private static RestClient admin;
    private static PackageSigner signer;
    private static String publisherKey;
    private static PackagePublisher reviews;

    @BeforeAll
    static void makePublisher() {
        platform = SharedPlatform.get();
        admin = platform.administrator();
        Tenant publisher = Tenant.create(platform, "guides-publisher");
        publisherKey = publisher.newKey("PUBLISHER", Map.of()).path("key").asText();
        signer = PackageSigner.withNewKey();
        platform.administrator()
                .as(publisherKey)
                .post("/api/marketplace/publisher-keys", Map.of("name", "mine", "publicKey", signer.publicKey()))
                .expect(201);
        reviews = PackagePublisher.register(admin, admin);
    }

    @Test
    void theCommandsWorkFromTheFirstGuideToTheLast() throws IOException, InterruptedException {
        submitting();
        signing();
        reviewing();
        administering();
        catalogue();
        run(blocks("submitting").get(2), Map.of("KEY", publisherKey), 1);
    }

    @Test
    void theCommandsOfTheRestApiWork() throws IOException, InterruptedException {
        for (String block : blocksOf("rest-api")) {
            run(block, Map.of("KEY", platform.process().bootstrapKey()), 1);
        }
    }

    private static void submitting() throws IOException, InterruptedException {
        List<String> blocks = blocks("submitting");
        assertThat(blocks).hasSize(3);

        run(blocks.get(0), Map.of("KEY", publisherKey), 1);
        String claim = admin.get("/api/marketplace/namespaces").expect(200).findParents("namespace").stream()
                .filter(item -> item.path("namespace").asText().equals("com.acme"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
        admin.post("/api/marketplace/namespaces/" + claim + "/approve", Map.of("reason", "seen"))
                .expect(200);
        write("1.2.0");
        run(blocks.get(1), Map.of("KEY", publisherKey), 1);
    }

    private static void signing() throws IOException, InterruptedException {
        List<String> blocks = blocks("signing");
        assertThat(blocks).hasSize(2);

        if (runs("openssl", "version")) {
            run(blocks.get(0), Map.of(), 0);
            assertThat(Files.readString(folder.resolve("publisher.pub.pem"))).contains("PUBLIC KEY");
        }
        run(blocks.get(1), Map.of("KEY", publisherKey), 1);
    }

    private static void reviewing() throws IOException, InterruptedException {
        List<String> blocks = blocks("reviewing");
        assertThat(blocks).hasSize(2);
        String reviewer = admin.post("/api/api-keys", Map.of("name", "guide"))
                .expect(201)
                .path("key")
                .asText();

        run(blocks.get(0), Map.of("KEY", reviewer), 1);
        List<String> decisions = blocks.get(1).lines().toList();
        List<String> versions = List.of("1.2.0", "1.3.0", "1.3.1");
        assertThat(decisions).hasSameSizeAs(versions);
        for (int i = 0; i < decisions.size(); i++) {
            String id = submit(versions.get(i));
            run(decisions.get(i), Map.of("KEY", reviewer, "ID", id), 1);
        }
    }

    private static void administering() throws IOException, InterruptedException {
        List<String> blocks = blocks("administering");
        assertThat(blocks).hasSize(3);
        reviews.approve(submit("1.2.1")).expect(200);
        Marketplace marketplace = new Marketplace(admin, EXTENSION);
        marketplace.install("1.2.0", WAIT_SECONDS).expect(200);
        Map<String, String> environment = Map.of("KEY", platform.process().bootstrapKey(), "EXTENSION", EXTENSION);

        run(blocks.get(0), environment, 1);
        marketplace.uninstall(WAIT_SECONDS).expect(200);
        run(blocks.get(1), environment, 1);
        assertThat(Files.readString(folder.resolve("data.json"))).contains("status 200");
        run(blocks.get(2), environment, 1);
    }

    private static void catalogue() throws IOException, InterruptedException {
        List<String> blocks = blocks("catalogue");
        assertThat(blocks).hasSize(1);

        String said = run(blocks.get(0), Map.of("KEY", publisherKey), 1);
        assertThat(said).contains(EXTENSION);
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static List<String> blocks(String guide) throws IOException {
        return blocksOf("marketplace/" + guide);
    }

    private static List<String> blocksOf(String page) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("archipel.docs"), page + ".md"));
        return BLOCK.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static byte[] write(String version) throws IOException {
        byte[] content = PackageMaker.good(EXTENSION)
                .edit("META-INF/MANIFEST.MF", manifest -> manifest.replace("1.0.0", version))
                .edit(PackageMaker.DESCRIPTOR, descriptor -> descriptor.replace("1.0.0", version))
                .bytes();
        Files.write(folder.resolve("invoices-1.2.0.jar"), content);
        Files.writeString(folder.resolve("invoices-1.2.0.jar.sig"), signer.sign(content));
        return content;
    }

    /** As the guide to submitting says. Returns the submission's id when its checks have ended. */
    private static String submit(String version) throws IOException, InterruptedException {
        write(version);
        String said = run(blocks("submitting").get(1), Map.of("KEY", publisherKey), 1);
        String id = RestClient.JSON
                .readTree(said.lines().findFirst().orElseThrow())
                .path("id")
                .asText();
        reviews.awaitChecks(id);
        return id;
    }

    /** Runs commands whose answers are all successes. Returns what they said. */
    private static String run(String commands, Map<String, String> environment, int answers)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", FUNCTIONS + commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().putAll(environment);
        bash.environment().put("ARCHIPEL", platform.process().url().toString());
        Process process = bash.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("the commands end").isTrue();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        List<String> statuses =
                STATUS.matcher(said).results().map(found -> found.group(1)).toList();
        assertThat(statuses).as(said).hasSize(answers).allMatch(status -> status.startsWith("2"));
        return said;
    }
}
