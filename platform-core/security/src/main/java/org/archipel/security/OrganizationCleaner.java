package org.archipel.security;

import java.util.Collection;
import java.util.List;
import org.archipel.persistence.Transaction;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Removes what a context keeps of organizations that were deleted; registered as a service. It is called soon after the deletion,
 * again until it is done, and once more some minutes later, when what was under way at the deletion has ended. Every node may call
 * it, also at the same time, and any of them may die in the middle: it goes on from what is left.
 */
@ConsumerType
public interface OrganizationCleaner {
    /** Unique and lasting name of the context. */
    String context();

    /**
     * Removes what there is, in transactions of its own. Use {@link OrganizationRows} for large tables.
     *
     * @return whether nothing is left; false when something has to end first
     */
    boolean clean(String organizationId);

    /**
     * References of the credentials that the context still needs after the deletion, because something at a remote system has to be ended
     * with them. Asked in the transaction of the deletion. The context removes them from the vault as soon as it can; two days later they
     * go in any case.
     */
    default Collection<String> credentialsNeeded(Transaction transaction, String organizationId) {
        return List.of();
    }
}
