package org.archipel.marketplace.internal.sharing;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Source;
import org.archipel.marketplace.internal.store.SourceStore;
import org.archipel.marketplace.internal.trust.Envelope;
import org.archipel.messaging.JobSchedule;
import org.archipel.messaging.JobSchedules;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Timestamps;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The marketplaces that packages are taken over from. Thread-safe. */
@Component(service = Sources.class)
public final class Sources {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_URL = 500;
    private static final int LONGEST_TOKEN = 1000;
    private static final String TOKEN = "token";
    private static final String EVERY_HOUR = "every PT1H";
    private static final int JITTER_SECONDS = 300;

    private final UnitOfWork work;
    private final CredentialVault vault;
    private final JobSchedules schedules;
    private final AuditLog audit;

    @Activate
    public Sources(
            @Reference(target = "(unit=marketplace)") UnitOfWork work,
            @Reference CredentialVault vault,
            @Reference JobSchedules schedules,
            @Reference AuditLog audit) {
        this.work = work;
        this.vault = vault;
        this.schedules = schedules;
        this.audit = audit;
    }

    /**
     * By name; one more than the limit tells that there are more.
     *
     * @param after name of the last one before; empty to begin
     */
    public List<Source> list(Optional<String> after, int limit) {
        return work.call(transaction -> SourceStore.list(transaction, after, limit));
    }

    /** @throws NotFoundException if there is none */
    public Source get(String id) {
        return work.call(transaction -> find(transaction, id));
    }

    /**
     * Trusts another marketplace.
     *
     * @param token an API key of it, kept in the vault; empty if it asks for none
     * @throws ConflictException if the name is taken
     */
    public Source add(Caller caller, String name, String url, String publicKey, Optional<String> token) {
        var source = new Source(
                Ids.next(),
                caller.organizationId(),
                text("/name", name, LONGEST_NAME),
                address(url),
                key(publicKey),
                Envelope.keyId(publicKey).orElseThrow(),
                caller.actor(),
                Timestamps.stored(Instant.now()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
        token.ifPresent(value -> text("/token", value, LONGEST_TOKEN));
        work.run(transaction -> {
            if (!SourceStore.insert(transaction, source)) {
                throw new ConflictException("there is a source of that name already");
            }
            token.ifPresent(value -> vault.put(
                    transaction,
                    source.organizationId(),
                    reference(source),
                    Json.object().put(TOKEN, value)));
            schedules.put(
                    transaction,
                    caller,
                    new JobSchedule(
                            reference(source), EVERY_HOUR, JITTER_SECONDS, RefreshHandler.request(source.id())));
            tell(transaction, caller, "added", source);
        });
        return source;
    }

    /** Trusts it no more; what was taken over stays. */
    public void remove(Caller caller, String id) {
        work.run(transaction -> {
            var source = find(transaction, id);
            SourceStore.delete(transaction, id);
            schedules.remove(transaction, source.organizationId(), reference(source));
            vault.delete(transaction, source.organizationId(), reference(source));
            tell(transaction, caller, "removed", source);
        });
    }

    /** What it offered when its list was taken last; one more than the limit tells that there are more. */
    public List<PackageList.Entry> offers(String id, String afterExtension, String afterVersion, int limit) {
        return work.call(transaction -> {
            find(transaction, id);
            return SourceStore.offers(transaction, id, afterExtension, afterVersion, limit).stream()
                    .map(Sources::entry)
                    .toList();
        });
    }

    /** @throws NotFoundException if it does not offer that */
    PackageList.Entry offer(String id, String extensionId, String version) {
        return work.call(transaction -> SourceStore.offer(transaction, id, extensionId, version))
                .map(Sources::entry)
                .orElseThrow(() -> new NotFoundException(
                        "the source does not offer " + extensionId + " " + version + "; refresh it first"));
    }

    /** The key that asks it; empty if it asks for none. */
    Optional<String> token(Source source) {
        return vault.has(source.organizationId(), reference(source))
                ? Optional.of(vault.open(source.organizationId(), reference(source))
                        .get(TOKEN)
                        .asText())
                : Optional.empty();
    }

    private static PackageList.Entry entry(SourceStore.Offer offer) {
        return Json.read(offer.entry(), PackageList.Entry.class);
    }

    private static Source find(Transaction transaction, String id) {
        return SourceStore.find(transaction, id).orElseThrow(() -> new NotFoundException("there is no such source"));
    }

    private void tell(Transaction transaction, Caller caller, String what, Source source) {
        audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        "marketplace.source." + what,
                        "marketplace-source/" + source.id(),
                        Json.object()
                                .put("name", source.name())
                                .put("url", source.url())
                                .put("keyId", source.keyId())));
    }

    private static String reference(Source source) {
        return "marketplace/source/" + source.id();
    }

    private static String text(String pointer, String value, int longest) {
        if (value == null || value.isBlank()) {
            throw new ValidationException(pointer, "is needed");
        }
        if (value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw new ValidationException(pointer, "at most " + longest + " characters, none of control");
        }
        return value.strip();
    }

    private static String key(String publicKey) {
        var text = text("/publicKey", publicKey == null ? null : publicKey.replaceAll("\\s+", " "), LONGEST_TOKEN);
        if (Envelope.keyId(text).isEmpty()) {
            throw new ValidationException("/publicKey", "must be an Ed25519 public key, X.509 in base64");
        }
        return text.replaceAll("-----(BEGIN|END) [A-Z ]+-----", "").replaceAll("\\s", "");
    }

    private static String address(String url) {
        var text = text("/url", url, LONGEST_URL);
        try {
            var uri = URI.create(text);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || uri.getRawQuery() != null
                    || uri.getRawFragment() != null
                    || !scheme.equals("https") && !scheme.equals("http")) {
                throw new IllegalArgumentException(text);
            }
        } catch (IllegalArgumentException e) {
            throw new ValidationException(
                    "/url", "must be the address of a marketplace, such as https://example.org/api/marketplace");
        }
        return text.replaceAll("/+$", "");
    }
}
