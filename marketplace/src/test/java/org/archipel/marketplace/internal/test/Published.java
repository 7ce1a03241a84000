package org.archipel.marketplace.internal.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.archipel.marketplace.internal.model.ActualState;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.Installation;
import org.archipel.marketplace.internal.model.PackageFacts;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.Setup;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.InstallationStore;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.sandbox.ExtensionDescriptor;

/** A version of an extension as it lies in the database after its publication; there is no package. */
public final class Published {
    private final String id;
    private final String version;
    private String name = "Tiny";
    private String description = "Does a tiny thing";
    private String category = "OPERATIONS";
    private List<String> tags = List.of();
    private String publisher = "Acme";
    private String range = "[1.0,2)";
    private Instant at = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private PackageFacts facts = PackageFacts.NONE;
    private final ObjectNode source = TestExtension.json("{}");

    private Published(String id, String version) {
        this.id = id;
        this.version = version;
    }

    public static Published of(String id, String version) {
        return new Published(id, version);
    }

    public Published named(String text) {
        name = text;
        return this;
    }

    public Published described(String text) {
        description = text;
        return this;
    }

    public Published in(String text) {
        category = text;
        return this;
    }

    public Published tagged(String... words) {
        tags = List.of(words);
        return this;
    }

    public Published by(String text) {
        publisher = text;
        return this;
    }

    public Published forPlatform(String text) {
        range = text;
        return this;
    }

    public Published on(Instant time) {
        at = time;
        return this;
    }

    public Published with(PackageFacts known) {
        facts = known;
        return this;
    }

    /** Members of the descriptor in JSON with single quotes. */
    public Published saying(String json) {
        source.setAll(TestExtension.json(json));
        return this;
    }

    public ExtensionVersion insert(UnitOfWork work, String organization) {
        return work.call(transaction -> insert(transaction, organization));
    }

    private ExtensionVersion insert(Transaction transaction, String organization) {
        var store = new CatalogueStore();
        var descriptor = new ExtensionDescriptor(
                id,
                version,
                name,
                description,
                category,
                tags,
                publisher,
                range,
                List.of(),
                TestExtension.json("{'type':'object'}"),
                source);
        store.claim(transaction, descriptor, organization, at);
        var pending = new ExtensionVersion(
                Ids.next(),
                organization,
                (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", ""),
                1234,
                descriptor,
                List.of(),
                ReviewStatus.PENDING,
                Optional.empty(),
                "user:u",
                at,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
        var inserted = store.insert(transaction, pending);
        ListingStore.keepFacts(transaction, Map.of(inserted.packageHash(), facts));
        var reviewed = store.update(transaction, inserted.reviewed(ReviewStatus.APPROVED, "fine", "user:r", at));
        store.publish(transaction, descriptor, at);
        return reviewed;
    }

    /** An installation that works, as the database shows it. */
    public static void install(UnitOfWork work, String organization, String id, String version) {
        var setup = new Setup(version, List.of(), TestExtension.json("{}"));
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        work.run(transaction -> {
            var store = new InstallationStore();
            var row =
                    store.insert(transaction, Installation.ordered(Ids.next(), organization, id, setup, "user:u", now));
            store.update(
                    transaction, row.reached(ActualState.ACTIVE, setup, now, Optional.empty(), Optional.empty(), 5));
            ListingStore.touch(transaction, id);
        });
    }
}
