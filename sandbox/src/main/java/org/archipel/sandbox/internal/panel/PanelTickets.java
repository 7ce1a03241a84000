package org.archipel.sandbox.internal.panel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.archipel.api.extension.InstallationInfo;
import org.archipel.base.Hmac;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.CredentialVault;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Parts of addresses that let a browser load one installation's panel files for some hours. The files are loaded by a frame without
 * an origin, which sends neither cookies nor headers, so the address itself is the permission. A ticket holds on every node: its key
 * stands in the organization's credential vault. Thread-safe.
 */
@Component(service = PanelTickets.class)
public final class PanelTickets {
    private static final String REFERENCE = "console/panels";
    private static final String FIELD = "key";
    private static final int KEY_BYTES = 32;
    private static final int MAC_BYTES = 16;
    private static final long HOUR = Duration.ofHours(1).toSeconds();
    /** Hours that a ticket holds at least; rounded, so that addresses stay the same for a browser's cache. */
    private static final long HOURS = 4;

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{1,10})\\.([0-9A-Za-z_-]{22})");
    // Another node may have replaced the key when both made the first one.
    private static final Duration KEY_AGE = Duration.ofSeconds(30);

    private final UnitOfWork work;
    private final CredentialVault vault;
    private final Clock clock = Clock.systemUTC();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Key> keys = new ConcurrentHashMap<>();

    @Activate
    public PanelTickets(@Reference(target = "(unit=sandbox)") UnitOfWork work, @Reference CredentialVault vault) {
        this.work = work;
        this.vault = vault;
    }

    private record Key(byte[] bytes, Instant readAt) {}

    /** Part of the addresses of an installation's panel files. */
    public String issue(InstallationInfo installation) {
        long until = clock.instant().getEpochSecond() / HOUR + HOURS + 1;
        return Long.toHexString(until) + "." + text(mac(key(installation.organizationId()), installation, until));
    }

    /** Whether the ticket is one of this installation in this version, and holds still. */
    boolean holds(String ticket, InstallationInfo installation) {
        var parts = FORM.matcher(ticket);
        if (!parts.matches()) {
            return false;
        }
        long until = Long.parseLong(parts.group(1), 16);
        if (until <= clock.instant().getEpochSecond() / HOUR) {
            return false;
        }
        byte[] expected = mac(key(installation.organizationId()), installation, until);
        return MessageDigest.isEqual(expected, Base64.getUrlDecoder().decode(parts.group(2)));
    }

    private static byte[] mac(byte[] key, InstallationInfo installation, long until) {
        String signed = installation.organizationId() + "/" + installation.installationId() + "/"
                + installation.version() + "/" + until;
        return Arrays.copyOf(Hmac.sha256(key, signed.getBytes(StandardCharsets.UTF_8)), MAC_BYTES);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private byte[] key(String organizationId) {
        Instant now = clock.instant();
        Key known = keys.get(organizationId);
        if (known != null && known.readAt().plus(KEY_AGE).isAfter(now)) {
            return known.bytes();
        }
        if (!vault.has(organizationId, REFERENCE)) {
            byte[] fresh = new byte[KEY_BYTES];
            random.nextBytes(fresh);
            work.run(transaction -> vault.put(
                    transaction,
                    organizationId,
                    REFERENCE,
                    JsonNodeFactory.instance.objectNode().put(FIELD, text(fresh))));
        }
        byte[] bytes = Base64.getUrlDecoder()
                .decode(vault.open(organizationId, REFERENCE).path(FIELD).asText());
        keys.put(organizationId, new Key(bytes, now));
        return bytes;
    }
}
