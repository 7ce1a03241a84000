package org.archipel.marketplace.internal.trust;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.archipel.marketplace.internal.test.TestPlatform.GLOBEX;
import static org.archipel.marketplace.internal.test.TestPlatform.REVIEWER;
import static org.archipel.marketplace.internal.test.TestPlatform.SIGNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.PublisherKey;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.plan.InstallOrder;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.RivalFirst;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.messaging.Job;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustTest extends MarketplaceTest {
    private static final TestExtension EXTENSION = TestExtension.version("1.0.0");

    /** Submits, and administers nothing. */
    private static final Caller PUBLISHER = new Caller(
            "user:p",
            "initech",
            "p",
            EnumSet.of(ApiPermission.SUBMISSIONS_WRITE, ApiPermission.SUBMISSIONS_READ),
            "",
            "");

    private static final TestSigner NEXT = new TestSigner();

    @Test
    void publishedVersionCarriesBothSignatures() {
        var version = platform.publish(EXTENSION);

        var both = platform.trust.signatures(version);
        assertThat(both.publisher())
                .hasValueSatisfying(signature -> assertThat(signature.key()).isEqualTo(SIGNER.keyId()));
        assertThat(both.countersignature()).hasValueSatisfying(signature -> {
            assertThat(signature.role()).isEqualTo(PackageSignature.Role.MARKETPLACE);
            assertThat(signature.publisherSignature())
                    .isEqualTo(both.publisher().orElseThrow().digest());
        });
        assertThatCode(() -> platform.trust.verify(version)).doesNotThrowAnyException();
    }

    @Test
    void unsignedPackageIsRejected() {
        var version = platform.submit(ACME, EXTENSION.bytes(), Optional.empty());

        assertRejectedFor(version, "not signed");
    }

    @Test
    void packageSignedWithAnUnknownKeyIsRejected() {
        var stranger = new TestSigner();

        var version = platform.submit(ACME, EXTENSION.bytes(), Optional.of(sign(stranger, EXTENSION)));

        assertRejectedFor(version, "not registered");
    }

    @Test
    void signatureOfAnotherPackageIsRejected() {
        var other = TestExtension.version("1.0.0").field("description", "Something else");

        var version = platform.submit(ACME, EXTENSION.bytes(), Optional.of(sign(SIGNER, other)));

        assertRejectedFor(version, "of another package");
    }

    @Test
    void signatureWhoseTextWasChangedIsRejected() {
        var good = sign(SIGNER, EXTENSION);
        var forged = new PackageSignature(
                good.format(),
                good.role(),
                good.extension(),
                good.version(),
                good.sha256(),
                good.key(),
                good.signedAt().minusSeconds(60),
                null,
                good.signature());

        var version = platform.submit(ACME, EXTENSION.bytes(), Optional.of(forged));

        assertRejectedFor(version, "does not hold");
    }

    @Test
    void rotatedKeySignsNothingNewAndItsOldPackagesStayGood() {
        var old = platform.publish(EXTENSION);
        platform.keys.retire(ACME, SIGNER.keyId());
        var next = new TestSigner();
        platform.keys.register(ACME, "next", next.publicKey());

        var withOld = platform.submit(ACME, TestExtension.version("1.1.0"));
        var extension = TestExtension.version("1.2.0");
        var withNext = platform.submit(ACME, extension.bytes(), Optional.of(sign(next, extension)));

        assertRejectedFor(withOld, "RETIRED");
        assertThat(withNext.status()).isEqualTo(ReviewStatus.IN_REVIEW);
        assertThat(installs(old)).isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void whatAStolenKeySignedIsNotInstalled() {
        var version = platform.publish(EXTENSION);

        platform.keys.revoke(ACME, SIGNER.keyId(), "stolen", Optional.empty());

        assertThat(installs(version)).isEqualTo(Job.State.FAILED);
        assertThat(platform.bundles()).isEmpty();
    }

    @Test
    void aKeyThatIsRevokedWhileItIsRetiredStaysRevoked() {
        var keys = new PublisherKeys(
                new RivalFirst(
                        platform.work, () -> platform.keys.revoke(ACME, SIGNER.keyId(), "stolen", Optional.empty())),
                (transaction, caller, entry) -> {});

        assertThatThrownBy(() -> keys.retire(ACME, SIGNER.keyId()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("revoked");

        var key = platform.keys.get(ACME, SIGNER.keyId());
        assertThat(key.status()).isEqualTo(PublisherKey.Status.REVOKED);
        assertThat(key.badSince()).contains(Instant.EPOCH);
    }

    @Test
    void whatWasPublishedBeforeAKeyWasStolenIsInstalled() {
        var version = platform.publish(EXTENSION);

        var key = platform.keys.revoke(
                ACME, SIGNER.keyId(), "stolen", Optional.of(Instant.now().plusSeconds(5)));

        assertThat(key.status()).isEqualTo(PublisherKey.Status.REVOKED);
        assertThat(installs(version)).isEqualTo(Job.State.SUCCEEDED);
    }

    @Test
    void marketplaceKeyIsRotatedAndTheFormerGoesOnToVerifyUntilItIsRevoked() {
        var version = platform.publish(EXTENSION);
        var former = platform.marketplaceKeys.list(Optional.empty(), 10).get(0);
        assertThatThrownBy(() -> platform.marketplaceKeys.revoke(ACME, former.keyId(), "stolen"))
                .isInstanceOf(ConflictException.class);

        var next = platform.marketplaceKeys.rotate(ACME);

        assertThatCode(() -> platform.trust.verify(version)).doesNotThrowAnyException();
        var later = platform.publish(TestExtension.version("1.1.0"));
        assertThat(platform.trust
                        .signatures(later)
                        .countersignature()
                        .orElseThrow()
                        .key())
                .isEqualTo(next.keyId());
        platform.marketplaceKeys.revoke(ACME, former.keyId(), "stolen");
        assertThatThrownBy(() -> platform.trust.verify(version)).hasMessageContaining("revoked");
        assertThatCode(() -> platform.trust.verify(later)).doesNotThrowAnyException();
    }

    @Test
    void publisherNeedsANamespaceThatAnAdministratorApproved() {
        var extension = TestExtension.of("com.initech.tps", "1.0.0");
        platform.keys.register(PUBLISHER, "test", SIGNER.publicKey());
        assertThatThrownBy(() -> platform.submit(PUBLISHER, extension))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION_ERROR));

        var claim = platform.namespaces.request(PUBLISHER, "com.initech", "we are the owner of initech.com");
        assertThatThrownBy(() -> platform.submit(PUBLISHER, extension)).isInstanceOf(PlatformException.class);
        platform.namespaces.approve(REVIEWER, claim.id(), "checked the DNS record");

        assertThat(platform.submit(PUBLISHER, extension).status()).isEqualTo(ReviewStatus.IN_REVIEW);
        assertThat(platform.events).contains("publisher.namespace.requested", "publisher.namespace.approved");
    }

    @Test
    void namespaceIsShownToItsOrganizationAndToAdministrators() {
        var claim = platform.namespaces.request(PUBLISHER, "com.initech", "ours");
        var stranger = new Caller("user:x", "other", "x", PUBLISHER.permissions(), "", "");

        assertThat(platform.namespaces.get(PUBLISHER, claim.id())).isEqualTo(claim);
        assertThat(platform.namespaces.get(REVIEWER, claim.id())).isEqualTo(claim);
        assertThatThrownBy(() -> platform.namespaces.get(stranger, claim.id())).isInstanceOf(NotFoundException.class);
    }

    @Test
    void namespaceOfAnotherAndWhatOverlapsItCannotBeAskedFor() {
        platform.namespaces.approve(
                REVIEWER,
                platform.namespaces.request(ACME, "com.acme.tools", "ours").id(),
                "yes");

        for (var name : new String[] {"com.acme.tools", "com.acme.tools.more", "com.acme"}) {
            assertThatThrownBy(() -> platform.namespaces.request(GLOBEX, name, "ours too"))
                    .as(name)
                    .isInstanceOf(ConflictException.class);
        }
        assertThatCode(() -> platform.namespaces.request(GLOBEX, "com.acmetools", "ours"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> platform.submit(GLOBEX, TestExtension.of("com.acme.tools.saw", "1.0.0")))
                .hasMessageContaining("another publisher");
    }

    @Test
    void namespaceThatCanBeTakenForAnothersIsRefused() {
        var both = platform.namespaces.request(GLOBEX, "com.acrne.tools", "ours");
        platform.namespaces.approve(
                REVIEWER, platform.namespaces.request(ACME, "com.acme", "ours").id(), "yes");

        assertThatThrownBy(() -> platform.namespaces.request(GLOBEX, "com.acrne", "ours too"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("com.acme");
        assertThatThrownBy(() -> platform.namespaces.approve(REVIEWER, both.id(), "not looked at"))
                .isInstanceOf(ConflictException.class);
        assertThatCode(() -> platform.namespaces.request(ACME, "com.acrne", "ours, against imitations"))
                .doesNotThrowAnyException();
    }

    @Test
    void whatAKeySignedThatWasStolenBeforeTheApprovalIsNotPublished() {
        var retired = platform.submit(ACME, EXTENSION);
        platform.keys.retire(ACME, SIGNER.keyId());
        platform.desk.approve(REVIEWER, retired.id(), "the key was good when it signed");
        platform.keys.register(ACME, "next", NEXT.publicKey());
        var next = TestExtension.version("1.1.0");
        var stolen = platform.submit(ACME, next.bytes(), Optional.of(sign(NEXT, next)));
        platform.keys.revoke(ACME, NEXT.keyId(), "stolen", Optional.empty());

        assertThatThrownBy(() -> platform.desk.approve(REVIEWER, stolen.id(), "looks fine"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("the publisher's key was revoked: stolen");
    }

    @Test
    void ofTwoOverlappingRequestsOneIsApproved() {
        var acme = platform.namespaces.request(ACME, "com.shared", "ours");
        var globex = platform.namespaces.request(GLOBEX, "com.shared.part", "ours");

        platform.namespaces.approve(REVIEWER, acme.id(), "first");

        assertThatThrownBy(() -> platform.namespaces.approve(REVIEWER, globex.id(), "second"))
                .isInstanceOf(ConflictException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "bm90IGpzb24=", "e30=", "eyJmb3JtYXQiOiJhcmNoaXBlbC1zaWduYXR1cmUtMSJ9"})
    void headerThatIsNoSignatureIsRefused(String header) {
        assertThatThrownBy(() -> PackageSignature.ofHeader(header)).isInstanceOf(ValidationException.class);
    }

    @Test
    void signatureIsReadFromItsHeader() {
        var signature = sign(SIGNER, EXTENSION);

        var header = Base64.getEncoder().encodeToString(Json.write(signature).getBytes(StandardCharsets.UTF_8));

        assertThat(PackageSignature.ofHeader(header)).isEqualTo(signature);
    }

    private Job.State installs(ExtensionVersion version) {
        var order = InstallOrder.of(version.version());
        var placed = platform.orders.place(ACME, platform.drafts.install(ACME, version.extensionId(), order));
        return jobs.await("acme", placed.job().id(), Duration.ofSeconds(60)).state();
    }

    private static PackageSignature sign(TestSigner signer, TestExtension extension) {
        return signer.sign(extension.id(), extension.number(), extension.bytes());
    }

    private static void assertRejectedFor(ExtensionVersion version, String reason) {
        assertThat(version.status()).isEqualTo(ReviewStatus.REJECTED);
        assertThat(version.checks())
                .filteredOn(Check::blocks)
                .singleElement()
                .satisfies(check -> assertThat(check.detail()).contains(reason));
    }
}
