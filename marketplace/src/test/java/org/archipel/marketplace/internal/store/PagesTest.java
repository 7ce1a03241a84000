package org.archipel.marketplace.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.archipel.marketplace.internal.model.Entitlement;
import org.archipel.marketplace.internal.model.MarketplaceKey;
import org.archipel.marketplace.internal.model.PublisherKey;
import org.archipel.marketplace.internal.model.Source;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.BeforeEach;

/** Lists are read page by page in the database, and pages meet without gap or overlap whatever the order of texts is there. */
class PagesTest {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
    /** Which languages order otherwise than the numbers of their characters. */
    private static final List<String> NAMES = List.of("b", "B", "a-b", "ab", "a.c", "A", "_", "1");

    private final String organization = UUID.randomUUID().toString();
    private UnitOfWork work;

    @BeforeEach
    void open(TestDatabase database) {
        work = database.unit("marketplace", "org.archipel.marketplace.internal.store");
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void entitlements() {
        work.run(transaction -> NAMES.forEach(name -> List.of(Entitlement.Kind.GRANT, Entitlement.Kind.TRIAL)
                .forEach(kind -> EntitlementStore.insert(transaction, entitlement(name, kind)))));

        assertThat(pages(
                        (transaction, after) -> EntitlementStore.ofOrganization(transaction, organization, after, 3),
                        one -> List.of(one.extensionId(), one.kind().name())))
                .hasSize(2 * NAMES.size())
                .doesNotHaveDuplicates();
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void publisherKeysOfOneMoment() {
        work.run(transaction -> NAMES.forEach(name -> PublisherKeyStore.insert(transaction, key(name))));

        assertThat(pages(
                        (transaction, after) ->
                                PublisherKeyStore.list(transaction, organization, after.map(key -> key.get(0)), 3),
                        key -> List.of(key.keyId())))
                .hasSize(NAMES.size())
                .doesNotHaveDuplicates();
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void keysOfTheMarketplaceTheNewestFirst() {
        work.run(transaction -> {
            for (int i = 0; i < NAMES.size(); i++) {
                MarketplaceKeyStore.insert(
                        transaction,
                        new MarketplaceKey(
                                organization.substring(0, 8) + NAMES.get(i),
                                "key",
                                PublisherKey.Status.RETIRED,
                                NOW.plusSeconds(i / 2),
                                Optional.of(NOW),
                                Optional.empty()));
            }
        });

        List<MarketplaceKey> found = pages(
                        (transaction, after) -> MarketplaceKeyStore.list(transaction, after.map(key -> key.get(0)), 3),
                        key -> List.of(key.keyId()))
                .stream()
                .filter(key -> key.keyId().startsWith(organization.substring(0, 8)))
                .toList();
        assertThat(found).hasSize(NAMES.size()).doesNotHaveDuplicates();
        assertThat(found)
                .extracting(MarketplaceKey::createdAt)
                .isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void sources() {
        String mine = organization.substring(0, 8);
        work.run(transaction -> NAMES.forEach(name -> SourceStore.insert(transaction, source(mine + name))));

        assertThat(pages(
                        (transaction, after) -> SourceStore.list(transaction, after.map(key -> key.get(0)), 3),
                        source -> List.of(source.name())))
                .filteredOn(source -> source.name().startsWith(mine))
                .hasSize(NAMES.size())
                .doesNotHaveDuplicates();
    }

    private <T> List<T> pages(
            BiFunction<Transaction, Optional<List<String>>, List<T>> read, Function<T, List<String>> key) {
        List<T> all = new ArrayList<>();
        Optional<List<String>> after = Optional.empty();
        while (true) {
            Optional<List<String>> from = after;
            List<T> page = work.call(transaction -> read.apply(transaction, from));
            assertThat(page).hasSizeLessThanOrEqualTo(4);
            all.addAll(page.subList(0, Math.min(3, page.size())));
            if (page.size() <= 3) {
                return all;
            }
            after = Optional.of(key.apply(page.get(2)));
        }
    }

    private Entitlement entitlement(String extension, Entitlement.Kind kind) {
        return new Entitlement(organization, extension, kind, NOW, Optional.empty(), "user:ada", Optional.empty());
    }

    private PublisherKey key(String id) {
        return new PublisherKey(
                organization,
                id,
                "name",
                "key",
                PublisherKey.Status.ACTIVE,
                "user:ada",
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Source source(String name) {
        return new Source(
                Ids.next(),
                organization,
                name,
                "https://example.org",
                "key",
                "id",
                "user:ada",
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }
}
