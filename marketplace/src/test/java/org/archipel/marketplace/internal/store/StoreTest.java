package org.archipel.marketplace.internal.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.archipel.api.permission.Permission;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.persistence.Ids;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;

/** Tests of stores, each with an organization and an extension of its own in a database that all share. */
abstract class StoreTest {
    protected static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

    protected final InstallationStore installations = new InstallationStore();
    protected final String organization = UUID.randomUUID().toString();
    protected final String extension =
            "com.acme.e" + UUID.randomUUID().toString().substring(0, 8);
    protected UnitOfWork work;

    @BeforeEach
    void open(TestDatabase database) {
        work = database.unit("marketplace", "org.archipel.marketplace.internal.store");
    }

    protected Installation install() {
        var setup = new Setup(
                "1.0.0",
                List.of(new Permission("storage", Set.of("read", "write"), List.of())),
                TestExtension.json("{'a':1}"));
        return work.call(transaction -> installations.insert(
                transaction, Installation.ordered(Ids.next(), organization, extension, setup, "user:u", NOW)));
    }

    protected static Installation reached(Installation installation) {
        return installation.reached(
                ActualState.ACTIVE, installation.desired(), NOW, Optional.empty(), Optional.empty(), 5);
    }
}
