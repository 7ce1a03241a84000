package org.archipel.marketplace.internal.sharing;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.store.SourceStore;
import org.archipel.marketplace.internal.trust.Envelope;
import org.archipel.marketplace.internal.trust.MarketplaceKeys;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes archives that another marketplace exported, or this one, if its key is trusted: that of a source, or an own one. The archive
 * is read as it arrives; only what its list names is taken. Thread-safe.
 */
@Component(service = ArchiveImport.class)
public final class ArchiveImport {
    private final UnitOfWork work;
    private final MarketplaceKeys keys;
    private final Intake intake;

    @Activate
    public ArchiveImport(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference MarketplaceKeys keys,
            @Reference Intake intake) {
        this.work = work;
        this.keys = keys;
        this.intake = intake;
    }

    private record Trusted(String publicKey, String name) {}

    /**
     * @return what became of each package that the archive holds
     * @throws ValidationException if it is no archive of packages
     * @throws PlatformException {@code INTEGRATION_ERROR} if nobody who is trusted signed it
     */
    public List<Intake.Outcome> take(Caller caller, InputStream body) {
        try {
            var zip = new ZipInputStream(body, StandardCharsets.UTF_8);
            var envelope = list(zip);
            var trusted = trusted(envelope);
            var list = PackageList.read(envelope.open(PackageList.TYPE, trusted.publicKey()), Instant.now());
            if (list.packages().size() > PackageArchive.MOST_PACKAGES) {
                throw noArchive("an archive holds at most " + PackageArchive.MOST_PACKAGES + " packages");
            }
            return take(caller, zip, list, trusted.name());
        } catch (ZipException | EOFException e) {
            throw noArchive("the archive is damaged, or cut off");
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof ZipException || e.getCause() instanceof EOFException) {
                throw noArchive("the archive is damaged, or cut off");
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("the archive could not be read", e);
        }
    }

    private static Envelope list(ZipInputStream zip) throws IOException {
        var first = zip.getNextEntry();
        if (first == null || !first.getName().equals(PackageArchive.LIST)) {
            throw noArchive("it does not begin with " + PackageArchive.LIST);
        }
        var bytes = zip.readNBytes(PackageArchive.LARGEST_LIST + 1);
        if (bytes.length > PackageArchive.LARGEST_LIST) {
            throw noArchive(PackageArchive.LIST + " is too large");
        }
        try {
            return Json.read(new String(bytes, StandardCharsets.UTF_8), Envelope.class);
        } catch (UncheckedIOException e) {
            throw noArchive(PackageArchive.LIST + " cannot be read");
        }
    }

    private Trusted trusted(Envelope envelope) {
        if (envelope != null) {
            for (var keyId : envelope.keyIds()) {
                var source = work.call(transaction -> SourceStore.ofKey(transaction, keyId)).stream()
                        .findFirst();
                if (source.isPresent()) {
                    return new Trusted(source.get().publicKey(), source.get().name());
                }
                var own = keys.trusted(keyId);
                if (own.isPresent()) {
                    return new Trusted(own.get().publicKey(), "this marketplace");
                }
            }
        }
        throw new PlatformException(
                ErrorCode.INTEGRATION_ERROR,
                "the archive is refused: it is signed by a stranger, with the key "
                        + (envelope == null || envelope.keyIds().isEmpty()
                                ? "(none)"
                                : String.join(", ", envelope.keyIds()))
                        + "; add the marketplace that it comes from as a source to trust it");
    }

    private List<Intake.Outcome> take(Caller caller, ZipInputStream zip, PackageList list, String origin)
            throws IOException {
        Map<String, PackageList.Entry> expected = list.packages().stream()
                .collect(Collectors.toMap(
                        entry -> PackageArchive.nameOf(entry.sha256()), Function.identity(), (one, other) -> one));
        var outcomes = new ArrayList<Intake.Outcome>();
        for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
            var entry = expected.remove(next.getName());
            if (entry == null) {
                throw noArchive("it holds what its list does not name");
            }
            outcomes.add(take(caller, entry, zip, origin));
        }
        expected.values().forEach(entry -> outcomes.add(Intake.refused(entry, "the archive does not hold it")));
        return outcomes;
    }

    private Intake.Outcome take(Caller caller, PackageList.Entry entry, ZipInputStream zip, String origin) {
        try {
            return intake.take(caller, entry, new Unclosed(zip), origin);
        } catch (PlatformException e) {
            var details =
                    e.errors().stream().map(error -> error.message()).limit(5).collect(Collectors.joining("; "));
            return Intake.refused(entry, e.getMessage() + (details.isEmpty() ? "" : ": " + details));
        }
    }

    /** One entry of the archive; what comes behind it is read later. */
    private static final class Unclosed extends FilterInputStream {
        private Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // The archive is closed by who opened it.
        }
    }

    private static ValidationException noArchive(String why) {
        return new ValidationException("", "this is no archive of packages: " + why);
    }
}
