package org.archipel.security.internal.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.archipel.persistence.Transaction;
import org.archipel.security.internal.key.Aead;
import org.archipel.security.internal.key.KeyPurpose;
import org.archipel.security.internal.key.KeyRing;
import org.archipel.security.internal.key.PlatformKey;
import org.archipel.security.internal.store.AuditChainStore;
import org.archipel.security.internal.store.AuditChainStore.Head;
import org.archipel.security.internal.store.AuditChainStore.Link;
import org.archipel.security.internal.store.AuditStore;
import org.archipel.security.internal.store.AuditStore.AuditRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Extends the audit chains and seals their ends.
 *
 * <p>An entry is written in the transaction of its change, not yet chained: transactions do not wait for each other. A following
 * transaction links what has committed. The head of a chain is sealed with a key that the database does not hold, and a chain is
 * only extended from a head whose seal and last link are right: a tampered end is never sealed again. Thread-safe.
 */
@Component(service = AuditChain.class)
public final class AuditChain {
    private static final int BATCH = 200;
    /** What a seal is good for: a sealed head cannot pass for the beginning of a chain. */
    private static final String HEAD = "audit head";

    private static final String ANCHOR = "audit anchor";

    private final KeyRing ring;
    private final Clock clock = Clock.systemUTC();

    @Activate
    public AuditChain(@Reference KeyRing ring) {
        this.ring = ring;
    }

    /** Begins the chain of a new organization. */
    public void begin(Transaction transaction, String organizationId) {
        Head head = sealed(transaction, organizationId, 0, AuditHash.GENESIS);
        AuditChainStore.insertHead(transaction, organizationId, head, clock.instant());
    }

    /**
     * Links some of the entries that wait.
     *
     * @return how many
     * @throws BrokenChainException if the chain's end was tampered with
     */
    int extend(Transaction transaction, String organizationId) {
        Head head = AuditChainStore.lockHead(transaction, organizationId, clock.instant())
                .orElseThrow(() -> new BrokenChainException("has no head"));
        requireSound(transaction, organizationId, head);
        List<AuditRow> waiting = AuditStore.pending(transaction, organizationId, BATCH);
        if (waiting.isEmpty()) {
            return 0;
        }
        long position = head.position();
        String hash = head.hash();
        for (AuditRow row : waiting) {
            position++;
            Link link = new Link(position, hash, AuditHash.of(row, position, hash));
            AuditChainStore.link(transaction, organizationId, row.id(), link);
            hash = link.hash();
        }
        AuditChainStore.moveHead(
                transaction, organizationId, sealed(transaction, organizationId, position, hash), clock.instant());
        return waiting.size();
    }

    /** Whether the seal was made by this installation for this head. */
    boolean isSealValid(Transaction transaction, String organizationId, Head head) {
        return isValid(transaction, HEAD, organizationId, head);
    }

    private boolean isValid(Transaction transaction, String what, String organizationId, Head head) {
        PlatformKey key = ring.byId(transaction, head.keyId());
        byte[] expected =
                seal(key, what, organizationId, head.position(), head.hash()).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, head.seal().getBytes(StandardCharsets.US_ASCII));
    }

    /** Where a chain is to begin: the link before its first one, sealed. */
    Head anchor(Transaction transaction, String organizationId, long position, String hash) {
        return sealed(transaction, ANCHOR, organizationId, position, hash);
    }

    /** Whether the seal was made by this installation for this beginning. */
    boolean isAnchorValid(Transaction transaction, String organizationId, Head anchor) {
        return isValid(transaction, ANCHOR, organizationId, anchor);
    }

    private void requireSound(Transaction transaction, String organizationId, Head head) {
        if (!isSealValid(transaction, organizationId, head)) {
            throw new BrokenChainException("has a head with a wrong seal");
        }
        Optional<String> last = head.position() == 0
                ? Optional.of(AuditHash.GENESIS)
                : AuditChainStore.hashAt(transaction, organizationId, head.position());
        if (last.filter(head.hash()::equals).isEmpty()) {
            throw new BrokenChainException("does not end where its head says");
        }
    }

    private Head sealed(Transaction transaction, String organizationId, long position, String hash) {
        return sealed(transaction, HEAD, organizationId, position, hash);
    }

    private Head sealed(Transaction transaction, String what, String organizationId, long position, String hash) {
        PlatformKey key = ring.current(transaction, KeyPurpose.AUDIT_SEAL, KeyRing.INSTALLATION);
        return new Head(position, hash, key.id(), seal(key, what, organizationId, position, hash));
    }

    private static String seal(PlatformKey key, String what, String organizationId, long position, String hash) {
        byte[] text = Aead.context(what, organizationId, Long.toString(position), hash);
        return HexFormat.of().formatHex(key.mac(text));
    }

    /** The end of a chain is not what was sealed. */
    static final class BrokenChainException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenChainException(String message) {
            super(message);
        }
    }
}
