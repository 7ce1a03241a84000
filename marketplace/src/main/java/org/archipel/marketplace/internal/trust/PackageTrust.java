package org.archipel.marketplace.internal.trust;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.PublisherKey;
import org.archipel.marketplace.internal.store.MarketplaceKeyStore;
import org.archipel.marketplace.internal.store.PublisherKeyStore;
import org.archipel.marketplace.internal.store.SetAside;
import org.archipel.marketplace.internal.store.SignatureStore;
import org.archipel.marketplace.internal.store.SignatureStore.Signatures;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Verifies and makes the signatures of packages; described in {@code docs/marketplace/signing.md}. Thread-safe. */
@Component(service = PackageTrust.class)
public final class PackageTrust {
    private final UnitOfWork work;
    private final MarketplaceKeys keys;
    private final boolean required;

    @Activate
    public PackageTrust(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference MarketplaceKeys keys,
            @Reference Settings settings) {
        this.work = work;
        this.keys = keys;
        this.required = settings.signaturesRequired();
    }

    /** Whether unsigned packages are refused. */
    public boolean required() {
        return required;
    }

    /** Keeps the publisher's signature of a submission, in the place of an earlier one. */
    public void keep(Transaction transaction, ExtensionVersion version, Optional<PackageSignature> signature) {
        SignatureStore.put(
                transaction,
                version.organizationId(),
                version.id(),
                new Signatures(signature.map(Json::write), Optional.empty()));
    }

    /** What is wrong with the publisher's signature of a submission; empty if nothing is. */
    public Optional<String> problem(ExtensionVersion version) {
        return work.call(transaction -> {
            var signature = publisher(SignatureStore.find(transaction, version.id()));
            if (signature.isEmpty()) {
                return Optional.of("The package is not signed.");
            }
            return publisherProblem(transaction, version, signature.get())
                    .or(() -> PublisherKeyStore.find(
                                    transaction,
                                    version.organizationId(),
                                    signature.get().key())
                            .filter(key -> !key.active())
                            .map(key -> "The key that signed it is " + key.status() + "."));
        });
    }

    /** A countersignature to be kept with {@link #publish}; made outside of the transaction, as the vault has its own. */
    public PackageSignature countersign(ExtensionVersion version) {
        var signatures = work.call(transaction -> SignatureStore.find(transaction, version.id()));
        var signer = keys.signer();
        var subject = new PackageSignature.Subject(
                version.extensionId(),
                version.version(),
                version.packageHash(),
                publisher(signatures).map(PackageSignature::digest).orElse(PackageSignature.NONE));
        return PackageSignature.sign(
                PackageSignature.Role.MARKETPLACE,
                subject,
                signer.pair().getPublic(),
                signer.pair().getPrivate(),
                Instant.now());
    }

    /** Keeps the countersignature. */
    public void publish(Transaction transaction, ExtensionVersion version, PackageSignature countersignature) {
        var present = SignatureStore.find(transaction, version.id());
        SignatureStore.put(
                transaction,
                version.organizationId(),
                version.id(),
                new Signatures(present.publisher(), Optional.of(Json.write(countersignature))));
    }

    /**
     * Makes sure that a published version is what its publisher signed and the marketplace published.
     *
     * @throws PlatformException {@code EXTENSION_LOAD_FAILED} that says what is wrong
     */
    public void verify(ExtensionVersion version) {
        work.call(transaction -> problemOfPublished(transaction, version)).ifPresent(problem -> {
            throw new PlatformException(ErrorCode.EXTENSION_LOAD_FAILED, problem);
        });
    }

    /** The signatures of a version; either may be absent. */
    public record Both(Optional<PackageSignature> publisher, Optional<PackageSignature> countersignature) {}

    public Both signatures(ExtensionVersion version) {
        var stored = work.call(transaction -> SignatureStore.find(transaction, version.id()));
        return new Both(publisher(stored), counter(stored));
    }

    /** The public key that a signature of the version was made with, X.509 in base64. */
    public Optional<String> publicKey(ExtensionVersion version, PackageSignature signature) {
        return work.call(transaction -> signature.role() == PackageSignature.Role.MARKETPLACE
                ? MarketplaceKeyStore.find(transaction, signature.key()).map(key -> key.publicKey())
                : PublisherKeyStore.find(transaction, version.organizationId(), signature.key())
                        .map(PublisherKey::publicKey));
    }

    /**
     * A publisher's signature.
     *
     * @param publicKey the key that verifies it, X.509 in base64; empty if it is not known any more
     */
    public record Signed(PackageSignature signature, Optional<String> publicKey) {}

    /** The publishers' signatures over these versions, by the versions' ids; none for those that are not signed. */
    public Map<String, Signed> signed(List<ExtensionVersion> versions) {
        return work.call(transaction -> {
            var found = new HashMap<String, Signed>();
            for (var version : versions) {
                var stored = SignatureStore.find(transaction, version.id());
                SetAside.ifReadable("the signature of " + version.id(), () -> publisher(stored))
                        .flatMap(signature -> signature)
                        .ifPresent(signature -> found.put(
                                version.id(),
                                new Signed(
                                        signature,
                                        PublisherKeyStore.find(transaction, version.organizationId(), signature.key())
                                                .map(PublisherKey::publicKey))));
            }
            return found;
        });
    }

    /** Why a submission's publisher is not to be believed any more; empty if it is, or did not sign. */
    public Optional<String> distrust(ExtensionVersion version) {
        return work.call(transaction -> publisher(SignatureStore.find(transaction, version.id()))
                .flatMap(signature -> distrust(transaction, version, signature)));
    }

    private Optional<String> problemOfPublished(Transaction transaction, ExtensionVersion version) {
        var stored = SignatureStore.find(transaction, version.id());
        var publisher = publisher(stored);
        var counter = counter(stored);
        if (counter.isEmpty()) {
            return Optional.of("the marketplace did not sign the package");
        }
        if (publisher.isEmpty() && required) {
            return Optional.of("the package is not signed by its publisher");
        }
        return counterProblem(transaction, version, counter.get(), publisher)
                .or(() -> publisher.flatMap(signature -> publisherProblem(transaction, version, signature)))
                .or(() -> publisher.flatMap(signature -> distrust(transaction, version, signature)));
    }

    private static Optional<String> counterProblem(
            Transaction transaction,
            ExtensionVersion version,
            PackageSignature counter,
            Optional<PackageSignature> publisher) {
        var key = MarketplaceKeyStore.find(transaction, counter.key());
        var covers = publisher.map(PackageSignature::digest).orElse(PackageSignature.NONE);
        if (counter.role() != PackageSignature.Role.MARKETPLACE
                || !counter.isOf(version.extensionId(), version.version(), version.packageHash())
                || !covers.equals(counter.publisherSignature())
                || !key.flatMap(known -> Ed25519.publicKey(known.publicKey()))
                        .map(counter::holds)
                        .orElse(false)) {
            return Optional.of("the marketplace's signature over the package does not hold");
        }
        return key.filter(known -> known.status() == PublisherKey.Status.REVOKED)
                .map(known -> "the key with which the marketplace signed the package is revoked");
    }

    private static Optional<String> publisherProblem(
            Transaction transaction, ExtensionVersion version, PackageSignature signature) {
        if (!signature.isOf(version.extensionId(), version.version(), version.packageHash())) {
            return Optional.of("The signature is of another package: " + signature.extension() + " "
                    + signature.version() + " with the SHA-256 digest " + signature.sha256() + ".");
        }
        var key = PublisherKeyStore.find(transaction, version.organizationId(), signature.key());
        if (key.isEmpty()) {
            return Optional.of("The key that signed it, " + signature.key() + ", is not registered.");
        }
        return Ed25519.publicKey(key.get().publicKey()).map(signature::holds).orElse(false)
                ? Optional.empty()
                : Optional.of("The publisher's signature does not hold.");
    }

    private static Optional<String> distrust(
            Transaction transaction, ExtensionVersion version, PackageSignature signature) {
        var published = version.publishedAt().orElse(Instant.MAX);
        return PublisherKeyStore.find(transaction, version.organizationId(), signature.key())
                .filter(key -> !key.trustedAt(published))
                .map(key -> "the publisher's key was revoked: " + key.reason().orElse(""));
    }

    private static Optional<PackageSignature> publisher(Signatures stored) {
        return stored.publisher().map(json -> Json.read(json, PackageSignature.class));
    }

    private static Optional<PackageSignature> counter(Signatures stored) {
        return stored.countersignature().map(json -> Json.read(json, PackageSignature.class));
    }
}
