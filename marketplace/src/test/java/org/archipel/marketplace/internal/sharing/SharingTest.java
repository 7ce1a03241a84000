package org.archipel.marketplace.internal.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import aQute.bnd.http.HttpClient;
import aQute.bnd.osgi.Processor;
import aQute.bnd.osgi.resource.CapReqBuilder;
import aQute.bnd.repository.osgi.OSGiRepository;
import aQute.bnd.service.Registry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.catalogue.PackageManifests;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestJobs;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.Egress;
import org.archipel.security.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one marketplace gives, bnd and another marketplace take. */
class SharingTest {
    private static final Caller STRANGER = TestPlatform.caller("stranger");

    @TempDir
    private Path folder;

    private Side here;
    private Side there;

    @BeforeEach
    void open() {
        here = new Side(folder.resolve("here"));
        there = new Side(folder.resolve("there"));
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @Test
    void bndResolvesAgainstTheIndexAndFetchesThePackage() throws Exception {
        here.platform.publish(TestExtension.version("1.0.0"));
        var newest = here.platform.publish(TestExtension.version("1.1.0"));
        var site = folder.resolve("site/marketplace");
        Files.createDirectories(site.resolve("repository"));
        try (var out = Files.newOutputStream(site.resolve("repository/index.xml"))) {
            here.repository().write(out);
        }
        var packages = site.resolve("extensions/" + TestExtension.ID + "/versions/1.1.0");
        Files.createDirectories(packages);
        Files.copy(here.platform.packages.verified(newest.packageHash()), packages.resolve("package"));

        try (var bnd = new OSGiRepository();
                var reporter = new Processor();
                var http = new HttpClient()) {
            bnd.setReporter(reporter);
            bnd.setRegistry(new OneClient(http));
            bnd.setProperties(Map.of(
                    "name", "archipel",
                    "locations", site.resolve("repository/index.xml").toUri().toString(),
                    "cache", folder.resolve("bnd").toString()));
            assertThat(bnd.versions(TestExtension.ID)).hasSize(2);
            var wanted = new CapReqBuilder("archipel.extension")
                    .addDirective("filter", "(&(id=" + TestExtension.ID + ")(version>=1.1.0))")
                    .buildSyntheticRequirement();
            assertThat(bnd.findProviders(List.of(wanted)).get(wanted)).hasSize(1);
            var fetched = bnd.get(TestExtension.ID, aQute.bnd.version.Version.parseVersion("1.1.0"), Map.of());
            assertThat(Files.readAllBytes(fetched.toPath())).isEqualTo(Files.readAllBytes(packages.resolve("package")));
            assertThat(reporter.getErrors()).isEmpty();
        }
    }

    @Test
    void archiveOfATrustedMarketplaceBecomesASubmission() {
        var version = here.platform.publish(TestExtension.version("1.0.0"));
        var archive = here.export(version);
        there.trust(here);

        var outcomes = there.imports().take(TestPlatform.ACME, new ByteArrayInputStream(archive));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.reason()).isNull();
            assertThat(outcome.submissionId()).isNotNull();
        });
        assertThat(there.submission(outcomes.get(0)).packageHash()).isEqualTo(version.packageHash());
    }

    @Test
    void archiveOfAStrangerIsRefusedWithItsKey() {
        var archive = here.export(here.platform.publish(TestExtension.version("1.0.0")));

        assertThatThrownBy(() -> there.imports().take(TestPlatform.ACME, new ByteArrayInputStream(archive)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("stranger")
                .hasMessageContaining(here.key().keyId());
    }

    @Test
    void archiveWithAnotherPackageOrListIsRefused() throws IOException {
        var version = here.platform.publish(TestExtension.version("1.0.0"));
        there.trust(here);
        var other = TestExtension.version("1.0.0").field("name", "Another").bytes();
        var envelope = here.list();

        var outcomes = there.imports()
                .take(TestPlatform.ACME, archive(Json.write(envelope), Map.of(version.packageHash(), other)));
        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.reason()).contains("digest"));

        var forged = Json.write(envelope).replace("\"payload\":\"", "\"payload\":\"AAAA");
        assertThatThrownBy(() -> there.imports().take(TestPlatform.ACME, archive(forged, Map.of())))
                .hasMessageContaining("signature does not hold");
    }

    @Test
    void whatIsNoArchiveOrCutOffIsRefused() {
        there.trust(here);
        var whole = here.export(here.platform.publish(TestExtension.version("1.0.0")));
        for (var bytes : List.of(
                new byte[0],
                "no zip".getBytes(StandardCharsets.UTF_8),
                java.util.Arrays.copyOf(whole, whole.length / 2))) {
            assertThatThrownBy(() -> there.imports().take(TestPlatform.ACME, new ByteArrayInputStream(bytes)))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("archive");
        }
    }

    @Test
    void packagesOfASourceAreTakenOverAndReviewedHere() {
        var version = here.platform.publish(TestExtension.version("1.0.0"));
        there.answer("/packages", Json.write(here.list()).getBytes(StandardCharsets.UTF_8));
        there.answer("/extensions/" + TestExtension.ID + "/versions/1.0.0/package", here.bytes(version));
        var source = there.trust(here);

        assertThat(there.client().refresh(source)).isEqualTo(1);
        var outcome = there.client().take(TestPlatform.ACME, source, TestExtension.ID, "1.0.0");

        assertThat(there.submission(outcome).packageHash()).isEqualTo(version.packageHash());
        assertThat(there.sources.get(source).lastError()).isEmpty();
    }

    @Test
    void packageOfASourceThatIsNotWhatItsListSaysLeavesNothingBehind() {
        here.platform.publish(TestExtension.version("1.0.0"));
        there.answer("/packages", Json.write(here.list()).getBytes(StandardCharsets.UTF_8));
        there.answer(
                "/extensions/" + TestExtension.ID + "/versions/1.0.0/package",
                TestExtension.version("1.0.0").field("name", "Another").bytes());
        var source = there.trust(here);
        there.client().refresh(source);
        var keys = there.platform.keys.list(STRANGER).size();

        assertThatThrownBy(() -> there.client().take(STRANGER, source, TestExtension.ID, "1.0.0"))
                .hasMessageContaining("digest");
        assertThat(there.platform.keys.list(STRANGER)).hasSize(keys);
        assertThat(there.platform.submissions.list(STRANGER, Optional.empty(), "", 10))
                .isEmpty();
    }

    @Test
    void sourceThatIsWrongOrSignedByAStrangerIsRefusedAndSaysWhy() {
        here.platform.publish(TestExtension.version("1.0.0"));
        var source = there.trust(here);
        for (var answer : Map.of(
                        "<html>",
                        "no list",
                        Json.write(there.list()),
                        "stranger",
                        Json.write(here.platform.marketplaceKeys.seal(
                                PackageList.TYPE, "{}".getBytes(StandardCharsets.UTF_8))),
                        "format",
                        Json.write(here.platform.marketplaceKeys.seal(
                                PackageList.TYPE,
                                new PackageList(
                                                PackageList.FORMAT,
                                                Instant.now().minus(Duration.ofDays(9)),
                                                Optional.of(Instant.now().minus(Duration.ofDays(2))),
                                                List.of())
                                        .bytes())),
                        "expired")
                .entrySet()) {
            there.answer("/packages", answer.getKey().getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> there.client().refresh(source)).hasMessageContaining(answer.getValue());
            assertThat(there.sources.get(source).lastError().orElse("")).contains(answer.getValue());
        }
        assertThat(there.events).hasSize(4).containsOnly("marketplace.source.failed");

        assertThatThrownBy(() -> there.client().refresh(source)).isInstanceOf(PlatformException.class);
        assertThat(there.events).as("the same again is not told again").hasSize(4);
    }

    @Test
    void anOlderListThanTheLastIsNotTaken() {
        var source = there.trust(here);
        var old = here.listAt(Instant.now().minus(Duration.ofHours(2)));
        there.answer("/packages", here.listAt(Instant.now()));
        there.client().refresh(source);
        there.answer("/packages", old);

        assertThatThrownBy(() -> there.client().refresh(source)).hasMessageContaining("before the one");
    }

    private static ByteArrayInputStream archive(String list, Map<String, byte[]> packages) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(PackageArchive.LIST));
            zip.write(list.getBytes(StandardCharsets.UTF_8));
            for (var entry : packages.entrySet()) {
                zip.putNextEntry(new ZipEntry(PackageArchive.nameOf(entry.getKey())));
                zip.write(entry.getValue());
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** A marketplace with what it shares by, and a network of which it sees only what the test answers. */
    private static final class Side {
        private final TestDatabase database = TestDatabase.open(Dialect.DERBY);
        private final TestPlatform platform;
        private final Map<String, byte[]> network = new HashMap<>();
        private final List<String> events = new ArrayList<>();
        private final Sources sources;

        Side(Path data) {
            platform = new TestPlatform(database, data, new TestJobs());
            sources = new Sources(platform.work, TestPlatform.vault(), new NoSchedules(), (tx, caller, entry) -> {});
        }

        Repository repository() {
            return new Repository(
                    new PublishedVersions(platform.work), new PackageManifests(platform.work, platform.packages));
        }

        private Handover handover() {
            return new Handover(
                    platform.work,
                    platform.packages,
                    platform.trust,
                    new PackageEntries(platform.trust),
                    platform.marketplaceKeys,
                    new PublishedVersions(platform.work),
                    (tx, caller, entry) -> {});
        }

        org.archipel.marketplace.internal.trust.Envelope list() {
            return handover().list();
        }

        byte[] listAt(Instant time) {
            var list = new PackageList(PackageList.FORMAT, time, Optional.empty(), List.of());
            return Json.write(platform.marketplaceKeys.seal(PackageList.TYPE, list.bytes()))
                    .getBytes(StandardCharsets.UTF_8);
        }

        byte[] export(ExtensionVersion version) {
            var bytes = new ByteArrayOutputStream();
            try {
                handover().export(TestPlatform.ACME, version).write(bytes);
                return bytes.toByteArray();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        byte[] bytes(ExtensionVersion version) {
            try {
                return Files.readAllBytes(platform.packages.verified(version.packageHash()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        org.archipel.marketplace.internal.model.MarketplaceKey key() {
            platform.marketplaceKeys.seal(PackageList.TYPE, new byte[0]);
            return platform.marketplaceKeys.list().get(0);
        }

        String trust(Side other) {
            return sources.add(
                            TestPlatform.ACME,
                            "other",
                            "https://other.example/api/marketplace",
                            other.key().publicKey(),
                            Optional.empty())
                    .id();
        }

        void answer(String path, byte[] body) {
            network.put("/api/marketplace" + path, body);
        }

        ArchiveImport imports() {
            return new ArchiveImport(platform.work, platform.marketplaceKeys, intake());
        }

        SourceClient client() {
            return new SourceClient(
                    platform.work,
                    sources,
                    new Network(network),
                    intake(),
                    platform.packages,
                    (tx, organization, drafts) -> {
                        drafts.forEach(draft -> events.add(draft.topic()));
                        return List.of("event");
                    });
        }

        private Intake intake() {
            return new Intake(platform.submissions, platform.keys);
        }

        ExtensionVersion submission(Intake.Outcome outcome) {
            return platform.submissions.get(TestPlatform.ACME, outcome.submissionId());
        }

        void close() {
            platform.close();
            database.close();
        }
    }

    private record Network(Map<String, byte[]> answers) implements Egress {
        @Override
        public org.archipel.api.http.HttpClient client(Supplier<List<Permission>> grants) {
            throw new UnsupportedOperationException();
        }

        @Override
        public org.archipel.api.http.HttpClient client(Supplier<List<Permission>> grants, Collection<URI> endpoints) {
            return this::answer;
        }

        private HttpResponse answer(HttpRequest request) {
            return Optional.ofNullable(answers.get(request.uri().getPath()))
                    .map(body -> new HttpResponse(200, Map.of(), body))
                    .orElseGet(() -> new HttpResponse(404, Map.of(), new byte[0]));
        }

        @Override
        public HttpResponse download(HttpRequest request, OutputStream to, long longest) {
            var response = answer(request);
            try {
                to.write(response.body());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return response;
        }
    }

    private record OneClient(HttpClient client) implements Registry {
        @Override
        public <T> List<T> getPlugins(Class<T> type) {
            return type.isInstance(client) ? List.of(type.cast(client)) : List.of();
        }

        @Override
        public <T> T getPlugin(Class<T> type) {
            return type.isInstance(client) ? type.cast(client) : null;
        }
    }

    private static final class NoSchedules implements JobSchedules {
        @Override
        public void put(Transaction transaction, Caller caller, JobSchedule schedule) {
            // Tests refresh by themselves.
        }

        @Override
        public boolean remove(Transaction transaction, String organizationId, String name) {
            return false;
        }

        @Override
        public Optional<Instant> nextRun(String organizationId, String name) {
            return Optional.empty();
        }
    }
}
