package org.archipel.marketplace.internal.sharing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.RemoteException;
import org.archipel.api.http.HttpRequest;
import org.archipel.api.http.HttpResponse;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Source;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.store.SourceStore;
import org.archipel.marketplace.internal.trust.Envelope;
import org.archipel.messaging.Outbox;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.Egress;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks sources over HTTP, through the guard that all requests out of the platform pass. What a source answers is believed only as far
 * as its key signed it. Thread-safe.
 */
@Component(service = SourceClient.class)
public final class SourceClient {
    private static final Logger LOG = LoggerFactory.getLogger(SourceClient.class);
    private static final Duration LIST_LIMIT = Duration.ofSeconds(30);
    private static final Duration WHOLE_LIST_LIMIT = Duration.ofMinutes(5);
    private static final Duration PACKAGE_LIMIT = Duration.ofMinutes(2);
    private static final int LONGEST_ERROR = 1000;

    private final UnitOfWork work;
    private final Sources sources;
    private final Egress egress;
    private final Intake intake;
    private final PackageStore packages;
    private final Outbox outbox;

    @Activate
    public SourceClient(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference Sources sources,
            @Reference Egress egress,
            @Reference Intake intake,
            @Reference PackageStore packages,
            @Reference Outbox outbox) {
        this.work = work;
        this.sources = sources;
        this.egress = egress;
        this.intake = intake;
        this.packages = packages;
        this.outbox = outbox;
    }

    /**
     * Takes the source's present list. What goes wrong is written down at the source.
     *
     * @param check called between the parts of the list; what it throws ends it
     * @return how many packages it offers
     * @throws PlatformException that says what is wrong
     */
    public int refresh(String sourceId, Runnable check) {
        var source = sources.get(sourceId);
        try {
            return take(source, check);
        } catch (PlatformException e) {
            var error = String.valueOf(e.getMessage());
            failed(source, error.substring(0, Math.min(LONGEST_ERROR, error.length())));
            throw e;
        }
    }

    /** Tells of it once, until something else goes wrong. */
    private void failed(Source source, String error) {
        work.run(transaction -> {
            if (SourceStore.failed(transaction, source.id(), error)) {
                outbox.append(
                        transaction,
                        source.organizationId(),
                        "marketplace.source.failed",
                        "marketplace-source/" + source.id(),
                        Json.object()
                                .put("name", source.name())
                                .put("url", source.url())
                                .put("error", error));
            }
        });
    }

    private int take(Source source, Runnable check) {
        var end = Instant.now().plus(WHOLE_LIST_LIMIT);
        var offers = new LinkedHashMap<String, SourceStore.Offer>();
        var issuedAt = Instant.MAX;
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            check.run();
            var part = part(source, after.get());
            part.packages().forEach(entry -> add(offers, entry));
            // A list is as old as its oldest part.
            issuedAt = part.issuedAt().isBefore(issuedAt) ? part.issuedAt() : issuedAt;
            after = part.next();
            if (Instant.now().isAfter(end)) {
                throw wrong(
                        "the list of packages did not come to its end in " + WHOLE_LIST_LIMIT.toMinutes() + " minutes");
            }
        }
        replace(source, issuedAt, List.copyOf(offers.values()));
        return offers.size();
    }

    private PackageList part(Source source, String after) {
        var response = get(source, "/packages" + (after.isEmpty() ? "" : "?after=" + after), LIST_LIMIT);
        var part = list(source, response, Instant.now());
        if (!part.after().orElse("").equals(after)) {
            throw wrong("the source answered with another part of its list than it was asked for");
        }
        return part;
    }

    private static void add(Map<String, SourceStore.Offer> offers, PackageList.Entry entry) {
        var offer = new SourceStore.Offer(entry.extensionId(), entry.version(), Json.write(entry));
        if (offers.put(entry.extensionId() + " " + entry.version(), offer) != null) {
            throw wrong("the list of packages is refused: it names " + entry.extensionId() + " " + entry.version()
                    + " twice");
        }
        if (offers.size() > PackageList.MOST) {
            throw wrong("the list of packages is refused: it names more than " + PackageList.MOST + " packages");
        }
    }

    private void replace(Source source, Instant issuedAt, List<SourceStore.Offer> offers) {
        boolean taken = work.call(transaction -> SourceStore.replace(
                transaction, source.id(), Timestamps.stored(issuedAt), Timestamps.stored(Instant.now()), offers));
        if (!taken) {
            throw wrong("the list of packages is refused: it was issued at " + issuedAt
                    + ", before the one that was taken last");
        }
    }

    private static PackageList list(Source source, HttpResponse response, Instant now) {
        try {
            return PackageList.read(envelope(response).open(PackageList.TYPE, source.publicKey()), now);
        } catch (PlatformException e) {
            throw wrong(e.getMessage());
        }
    }

    private static Envelope envelope(HttpResponse response) {
        try {
            return Optional.ofNullable(Json.read(response.text(), Envelope.class))
                    .orElseThrow(SourceClient::noList);
        } catch (UncheckedIOException e) {
            throw noList();
        }
    }

    /** Takes a package over that the source offers; it becomes a submission of the caller's organization. */
    public Intake.Outcome take(Caller caller, String sourceId, String extensionId, String version) {
        var source = sources.get(sourceId);
        var entry = sources.offer(sourceId, extensionId, version);
        var request =
                request(source, "/extensions/" + extensionId + "/versions/" + version + "/package", PACKAGE_LIMIT);
        var file = packages.privateFile();
        try {
            packages.write(file, out -> successful(egress.download(request, out, packages.limit())));
            try (var in = Files.newInputStream(file)) {
                return intake.take(caller, entry, in, source.name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the package that was fetched could not be read", e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("the file of a package could not be deleted; the next start does", e);
        }
    }

    private HttpResponse get(Source source, String path, Duration limit) {
        var request = request(source, path, limit);
        return successful(egress.client(List::of, List.of(request.uri())).send(request));
    }

    private HttpRequest request(Source source, String path, Duration limit) {
        var uri = URI.create(source.url() + path);
        var request = new HttpRequest("GET", uri, Map.of(), new byte[0], Optional.of(limit));
        return sources.token(source)
                .map(token -> request.header("Authorization", "Bearer " + token))
                .orElse(request);
    }

    private static HttpResponse successful(HttpResponse response) {
        if (!response.successful()) {
            throw wrong("the source answered with status " + response.status());
        }
        return response;
    }

    private static PlatformException noList() {
        return wrong("the source answered with no list of packages");
    }

    /** To ask again at once would change nothing. */
    private static RemoteException wrong(String why) {
        return new RemoteException(ErrorCode.INTEGRATION_ERROR, why, false);
    }
}
