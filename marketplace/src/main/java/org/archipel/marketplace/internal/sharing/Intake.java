package org.archipel.marketplace.internal.sharing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.submission.Submissions;
import org.archipel.marketplace.internal.trust.PackageSignature;
import org.archipel.marketplace.internal.trust.PublisherKeys;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Takes packages of other marketplaces: their lists vouch for digests and publishers' keys, all the rest is that of any submission.
 * The namespace has to be the organization's, the checks are made here, and a reviewer approves. Thread-safe.
 */
@Component(service = Intake.class)
public final class Intake {
    private final Submissions submissions;
    private final PublisherKeys keys;

    @Activate
    public Intake(@Reference Submissions submissions, @Reference PublisherKeys keys) {
        this.submissions = submissions;
        this.keys = keys;
    }

    /**
     * What became of a package.
     *
     * @param submissionId the submission that it became; absent if it was refused
     * @param reason why it was refused; absent if it was not
     */
    public record Outcome(
            String extensionId,
            String version,
            @JsonInclude(JsonInclude.Include.NON_NULL) String submissionId,
            @JsonInclude(JsonInclude.Include.NON_NULL) ReviewStatus reviewStatus,
            @JsonInclude(JsonInclude.Include.NON_NULL) String reason) {}

    /**
     * @param entry of a list whose signature was verified
     * @param body the package; it is not closed
     * @param origin where it comes from, for people
     * @return under the id and version that the package itself says
     * @throws org.archipel.api.error.PlatformException if its bytes are not what the list says, or it cannot be the caller's submission
     */
    Outcome take(Caller caller, PackageList.Entry entry, InputStream body, String origin) {
        var declared = new Submissions.Declared(null, null, entry.sha256());
        var taken = submissions.submit(
                caller,
                body,
                declared,
                signature(entry),
                transaction -> entry.publisherKey()
                        .ifPresent(key -> keys.register(transaction, caller, "from " + origin, key)));
        var version = taken.version();
        return new Outcome(version.extensionId(), version.version(), version.id(), version.status(), null);
    }

    static Outcome refused(PackageList.Entry entry, String reason) {
        return new Outcome(entry.extensionId(), entry.version(), null, null, reason);
    }

    private static Optional<PackageSignature> signature(PackageList.Entry entry) {
        return entry.signature()
                .map(json -> Base64.getEncoder().encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8)))
                .map(PackageSignature::ofHeader);
    }
}
