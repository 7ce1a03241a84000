package org.archipel.marketplace.internal.sharing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.archipel.api.http.HttpClient;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.catalogue.PackageManifests;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.MarketplaceKey;
import org.archipel.marketplace.internal.test.TestJobs;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.marketplace.internal.trust.Envelope;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.Egress;
import org.archipel.security.Caller;

/** A marketplace with what it shares by, and a network of which it sees only what the test answers. */
final class Marketplace implements AutoCloseable {
    final TestPlatform platform;
    final Sources sources;
    final List<String> events = new ArrayList<>();
    private final TestDatabase database = TestDatabase.open(Dialect.DERBY);
    private final Map<String, byte[]> network = new HashMap<>();

    Marketplace(Path data) {
        platform = new TestPlatform(database, data, new TestJobs());
        sources = new Sources(platform.work, TestPlatform.vault(), new NoSchedules(), (tx, caller, entry) -> {});
    }

    Repository repository() {
        return new Repository(
                new PublishedVersions(platform.work), new PackageManifests(platform.work, platform.packages));
    }

    Handover handover() {
        return new Handover(
                platform.work,
                platform.packages,
                platform.trust,
                new PackageEntries(platform.trust),
                platform.marketplaceKeys,
                new PublishedVersions(platform.work),
                platform.entitlements,
                (tx, caller, entry) -> {});
    }

    Envelope list() {
        return list("");
    }

    Envelope list(String after) {
        return handover().list(after);
    }

    /** Where the part of the list behind that one begins. */
    Optional<String> next(String after) {
        return PackageList.read(list(after).open(PackageList.TYPE, key().publicKey()), Instant.now())
                .next();
    }

    byte[] listAt(Instant time) {
        var list = PackageList.whole(time, Optional.empty(), List.of());
        return Json.write(platform.marketplaceKeys.seal(PackageList.TYPE, list.bytes()))
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] export(ExtensionVersion version) {
        var bytes = new ByteArrayOutputStream();
        try {
            handover().export(TestPlatform.ACME, version).write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(ExtensionVersion version) {
        try {
            return Files.readAllBytes(platform.packages.verified(version.packageHash()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    MarketplaceKey key() {
        platform.marketplaceKeys.seal(PackageList.TYPE, new byte[0]);
        return platform.marketplaceKeys.list(Optional.empty(), 10).get(0);
    }

    String trust(Marketplace other) {
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

    @Override
    public void close() {
        platform.close();
        database.close();
    }

    private record Network(Map<String, byte[]> answers) implements Egress {
        @Override
        public HttpClient client(Supplier<List<Permission>> grants) {
            return this::answer;
        }

        @Override
        public HttpClient client(Supplier<List<Permission>> grants, Collection<URI> endpoints) {
            return this::answer;
        }

        @Override
        public boolean reaches(Supplier<List<Permission>> grants, Collection<URI> endpoints, URI address) {
            return true;
        }

        private HttpResponse answer(HttpRequest request) {
            var query = request.uri().getQuery();
            return Optional.ofNullable(answers.get(request.uri().getPath() + (query == null ? "" : "?" + query)))
                    .map(body -> new HttpResponse(200, Map.of(), body))
                    .orElseGet(() -> new HttpResponse(404, Map.of(), new byte[0]));
        }

        @Override
        public HttpResponse download(HttpRequest request, OutputStream to, long longest) {
            var response = answer(request);
            try {
                to.write(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return response;
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
