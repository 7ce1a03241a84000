package org.archipel.marketplace.internal.sharing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Download;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.pricing.Entitlements;
import org.archipel.marketplace.internal.store.DownloadStore;
import org.archipel.marketplace.internal.store.PublishedStore;
import org.archipel.marketplace.internal.trust.Envelope;
import org.archipel.marketplace.internal.trust.MarketplaceKeys;
import org.archipel.marketplace.internal.trust.PackageTrust;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hands packages on: single ones, archives for installations without a network, the list for other marketplaces. Thread-safe. */
@Component(service = Handover.class)
public final class Handover {
    /** How long others may rely on a list: a thief of the network cannot withhold a newer one for longer. */
    private static final Duration GOOD_FOR = Duration.ofDays(7);

    /** Packages in one part of the list. */
    private static final int PART = 500;

    private final UnitOfWork work;
    private final PackageStore packages;
    private final PackageTrust trust;
    private final PackageEntries entries;
    private final MarketplaceKeys keys;
    private final PublishedVersions published;
    private final Entitlements entitlements;
    private final AuditLog audit;

    @Activate
    public Handover(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference PackageStore packages,
            @Reference PackageTrust trust,
            @Reference PackageEntries entries,
            @Reference MarketplaceKeys keys,
            @Reference PublishedVersions published,
            @Reference Entitlements entitlements,
            @Reference AuditLog audit) {
        this.work = work;
        this.packages = packages;
        this.trust = trust;
        this.entries = entries;
        this.keys = keys;
        this.published = published;
        this.entitlements = entitlements;
        this.audit = audit;
    }

    /**
     * The file of a published package, for the caller to take away.
     *
     * @throws PlatformException {@code CONFLICT} if the version was revoked, {@code EXTENSION_LOAD_FAILED} if it is not what was signed,
     *     {@code QUOTA_EXCEEDED} if it has to be paid for and the caller's organization neither paid nor publishes it
     */
    public Path take(Caller caller, ExtensionVersion version) {
        check(caller, version);
        var file = packages.verified(version.packageHash());
        record(caller, version, "extension.package.downloaded");
        return file;
    }

    /**
     * An archive of a version, to be written when it is asked for.
     *
     * @throws PlatformException as {@link #take(Caller, ExtensionVersion)} does
     */
    public Archive export(Caller caller, ExtensionVersion version) {
        check(caller, version);
        var file = packages.verified(version.packageHash());
        var list = PackageList.whole(now(), Optional.empty(), entries.of(List.of(version)));
        var envelope = keys.seal(PackageList.TYPE, list.bytes());
        record(caller, version, "extension.package.exported");
        return out -> write(out, envelope, version, file);
    }

    /** Writes an archive. */
    @FunctionalInterface
    public interface Archive {
        void write(OutputStream out) throws IOException;
    }

    private static void write(OutputStream out, Envelope envelope, ExtensionVersion version, Path file)
            throws IOException {
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry(PackageArchive.LIST));
        zip.write(Json.write(envelope).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.putNextEntry(new ZipEntry(PackageArchive.nameOf(version.packageHash())));
        Files.copy(file, zip);
        zip.closeEntry();
        zip.finish();
    }

    /**
     * A part of all that is published, for marketplaces that take this one as a source.
     *
     * @param after where it begins; an empty text for the first part
     */
    public Envelope list(String after) {
        var part = published.part(after, PART);
        var now = now();
        var list = new PackageList(
                PackageList.FORMAT,
                now,
                Optional.of(now.plus(GOOD_FOR)),
                entries.of(part.versions()),
                Optional.of(after).filter(from -> !from.isEmpty()),
                part.next());
        return keys.seal(PackageList.TYPE, list.bytes());
    }

    private void check(Caller caller, ExtensionVersion version) {
        entitlements.requirePossession(caller.organizationId(), version);
        var revoked = work.call(PublishedStore::revoked);
        if (revoked.contains(version.extensionId() + " " + version.version())) {
            throw new PlatformException(ErrorCode.CONFLICT, "the version was revoked, it is not given out any more");
        }
        trust.verify(version);
    }

    private void record(Caller caller, ExtensionVersion version, String action) {
        work.run(transaction -> {
            DownloadStore.add(
                    transaction,
                    Download.now(
                            version.extensionId(),
                            version.version(),
                            caller.organizationId(),
                            Download.Kind.FILE,
                            caller.actor()));
            audit.record(
                    transaction,
                    caller,
                    AuditLog.Entry.success(
                            action,
                            "extension/" + version.extensionId(),
                            Json.object().put("version", version.version()).put("packageHash", version.packageHash())));
        });
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
