package org.archipel.security.internal.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.internal.audit.AuditVerification.Kind;
import org.archipel.security.internal.audit.AuditVerification.Problem;
import org.archipel.security.internal.store.AuditChainStore;
import org.archipel.security.internal.store.AuditChainStore.Head;
import org.archipel.security.internal.store.AuditChainStore.Link;
import org.archipel.security.internal.store.AuditStore;
import org.archipel.security.internal.store.AuditStore.ChainedRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Checks an audit chain from its first link to its sealed head.
 *
 * <p>Found are: a changed entry or link, a removed one, a cut tail, a forged head, an entry put in from outside. Not found can be:
 * an entry changed in the moment between its commit and its link, and a whole chain set back to an earlier state together with its
 * head of that time; against the latter, keep exports or the head's hash elsewhere.
 */
@Component(service = AuditVerifier.class)
public final class AuditVerifier {
    private static final int BATCH = 500;
    private static final int MAX_PROBLEMS = 100;

    private final UnitOfWork work;
    private final AuditChain chain;
    private final AuditChainer chainer;

    @Activate
    public AuditVerifier(
            @Reference(target = "(unit=security)") UnitOfWork work,
            @Reference AuditChain chain,
            @Reference AuditChainer chainer) {
        this.work = work;
        this.chain = chain;
        this.chainer = chainer;
    }

    /** Checks the chain of an organization, or of the installation. */
    public AuditVerification verify(String organizationId) {
        chainer.drain();
        Optional<Head> head = work.call(transaction -> AuditChainStore.head(transaction, organizationId));
        Check check = new Check(organizationId);
        head.ifPresentOrElse(
                check::run, () -> check.report(0, "", Kind.HEAD_MISSING, "The chain has no head, or lost it"));
        check.findStrays();
        long pending = work.call(transaction -> AuditChainStore.countPending(transaction, organizationId));
        return new AuditVerification(
                check.problems.isEmpty(),
                check.checked,
                check.removed,
                pending,
                head.map(Head::hash).orElse(""),
                check.problems);
    }

    /** One run over one chain. */
    private final class Check {
        private final String organizationId;
        private final List<Problem> problems = new ArrayList<>();
        private long checked;
        private long removed;
        private long position;
        private String hash = AuditHash.GENESIS;

        Check(String organizationId) {
            this.organizationId = organizationId;
        }

        void run(Head head) {
            if (!work.call(transaction -> chain.isSealValid(transaction, organizationId, head))) {
                report(head.position(), "", Kind.SEAL_WRONG, "The head was not sealed by this installation");
            }
            work.call(transaction -> AuditChainStore.anchor(transaction, organizationId))
                    .ifPresent(this::beginAt);
            List<ChainedRow> rows;
            do {
                long after = position;
                rows = work.call(
                        transaction -> AuditStore.chained(transaction, organizationId, after, head.position(), BATCH));
                rows.forEach(this::check);
            } while (!rows.isEmpty());
            if (position != head.position()) {
                report(head.position(), "", Kind.TAIL_MISSING, "The chain ends at " + position + ", before its head");
            } else if (!hash.equals(head.hash())) {
                report(position, "", Kind.LINK_BROKEN, "The last link is not the one that was sealed");
            }
        }

        /** Older entries were removed after their time: the chain goes on from the sealed end of theirs. */
        private void beginAt(Head anchor) {
            if (!work.call(transaction -> chain.isAnchorValid(transaction, organizationId, anchor))) {
                report(anchor.position(), "", Kind.SEAL_WRONG, "The beginning was not sealed by this installation");
            }
            position = anchor.position();
            hash = anchor.hash();
            removed = anchor.position();
        }

        private void check(ChainedRow row) {
            Link link = row.link().orElseThrow();
            String entryId = row.entry().id();
            if (link.position() != position + 1) {
                report(position + 1, "", Kind.ENTRY_MISSING, "Entries are missing before " + link.position());
            } else if (!link.previousHash().equals(hash)) {
                report(link.position(), entryId, Kind.LINK_BROKEN, "The link does not follow the one before it");
            }
            if (!AuditHash.of(row.entry(), link.position(), link.previousHash()).equals(link.hash())) {
                report(link.position(), entryId, Kind.ENTRY_CHANGED, "The entry is not the one that was linked");
            }
            position = link.position();
            hash = link.hash();
            checked++;
        }

        /** Looks twice: between two looks at one entry, it may have been linked. */
        void findStrays() {
            Set<String> first = new HashSet<>(strays());
            if (!first.isEmpty()) {
                strays().stream()
                        .filter(first::contains)
                        .forEach(id -> report(0, id, Kind.ENTRY_UNLINKED, "The entry is in no chain"));
            }
        }

        private List<String> strays() {
            return work.call(transaction -> AuditChainStore.strays(transaction, organizationId, MAX_PROBLEMS));
        }

        private void report(long at, String entryId, Kind kind, String message) {
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(new Problem(at, entryId, kind, message));
            }
        }
    }
}
