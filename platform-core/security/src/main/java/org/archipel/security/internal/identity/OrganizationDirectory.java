package org.archipel.security.internal.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Organizations;
import org.archipel.security.internal.store.InstallationStore;
import org.archipel.security.internal.store.OrganizationRow;
import org.archipel.security.internal.store.OrganizationStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds organizations, in memory for some seconds. Starts after the first organization is made. */
@Component(service = {Organizations.class, OrganizationDirectory.class})
public final class OrganizationDirectory implements Organizations {
    private static final int SIZE = 10_000;
    private static final Duration MEMORY = Duration.ofSeconds(5);

    private final UnitOfWork work;
    private final Cache<String, Organization> found =
            Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(MEMORY).build();
    private final Organization standard;

    @Activate
    public OrganizationDirectory(
            @Reference(target = "(unit=security)") UnitOfWork work, @Reference FirstStart firstStart) {
        this.work = work;
        this.standard = work.call(transaction -> InstallationStore.find(transaction)
                .flatMap(beginning -> OrganizationStore.byId(transaction, beginning.defaultOrganizationId()))
                .map(OrganizationDirectory::organization)
                .orElseThrow(() -> new IllegalStateException("The first organization is missing")));
    }

    @Override
    public Optional<Organization> find(String idOrSlug) {
        Organization known = found.getIfPresent(idOrSlug);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Organization> read = work.call(transaction -> OrganizationStore.byId(transaction, idOrSlug)
                .or(() -> OrganizationStore.bySlug(transaction, idOrSlug))
                .map(OrganizationDirectory::organization));
        read.ifPresent(organization -> found.put(idOrSlug, organization));
        return read;
    }

    @Override
    public Organization standard() {
        return find(standard.id()).orElse(standard);
    }

    /** To be called when an organization changes. */
    void changed(Transaction transaction) {
        transaction.afterCommit(found::invalidateAll);
    }

    private static Organization organization(OrganizationRow row) {
        return new Organization(row.id(), row.slug(), row.name());
    }
}
