package org.archipel.security.internal.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Set;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.Caller;
import org.archipel.security.UserRoles;
import org.archipel.security.internal.store.UserStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads roles of users, and keeps them in memory for some seconds. */
@Component
public final class UserRoleDirectory implements UserRoles {
    private static final int SIZE = 10_000;
    private static final Duration MEMORY = Duration.ofSeconds(5);

    private final UnitOfWork work;
    private final Cache<User, Set<String>> known =
            Caffeine.newBuilder().maximumSize(SIZE).expireAfterWrite(MEMORY).build();

    private record User(String organizationId, String id) {}

    @Activate
    public UserRoleDirectory(@Reference(target = "(unit=security)") UnitOfWork work) {
        this.work = work;
    }

    @Override
    public Set<String> of(Caller caller) {
        return known.get(new User(caller.organizationId(), caller.userId()), this::read);
    }

    private Set<String> read(User user) {
        return work.call(transaction -> UserStore.byId(transaction, user.organizationId(), user.id())
                .map(row -> Set.copyOf(row.roles()))
                .orElse(Set.of()));
    }
}
