package org.archipel.marketplace.internal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.CatalogueQuery.Field;
import org.archipel.marketplace.internal.model.CatalogueQuery.Order;
import org.archipel.marketplace.internal.model.PackageFacts;
import org.archipel.marketplace.internal.model.PackageFacts.Attribute;
import org.archipel.marketplace.internal.model.PackageFacts.Clause;
import org.archipel.marketplace.internal.model.Pricing;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.store.ListingStore;
import org.archipel.marketplace.internal.test.Published;
import org.archipel.persistence.Sql;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class CatalogueIndexTest {
    private static final int COPIES = 20;

    private static final int MANY = 50;

    /** Tests share a database; each sees what its own organization published. */
    private final String organization = UUID.randomUUID().toString();

    private final String space = "org.x" + UUID.randomUUID().toString().substring(0, 8);
    private final List<CatalogueIndex> open = new ArrayList<>();

    @TempDir
    private Path folder;

    private UnitOfWork work;
    private CatalogueIndex index;

    @BeforeEach
    void open(TestDatabase database) {
        work = database.unit("marketplace", "org.archipel.marketplace.internal.store");
        index = node("one");
    }

    @AfterEach
    void close() {
        open.forEach(CatalogueIndex::stop);
    }

    @DatabaseTest
    void extensionIsFoundAsSoonAsItIsPublished() {
        publish("crm", "CRM bridge", "Customers from anywhere");

        assertThat(found("bridge")).containsExactly(space + ".crm");
        assertThat(found("")).containsExactly(space + ".crm");
    }

    @DatabaseTest
    void wordsAreFoundByTheirBeginningWithoutAccentsAndWithASlip() {
        publish("weather", "Météo Lisboa", "Forecasts for warehouses");

        assertThat(found("meteo")).hasSize(1);
        assertThat(found("MÉTÉO")).hasSize(1);
        assertThat(found("me\u0301te\u0301o"))
                .as("accents as marks of their own")
                .hasSize(1);
        assertThat(found("ｍｅｔｅｏ")).as("wide letters").hasSize(1);
        assertThat(found("forec")).hasSize(1);
        assertThat(found("forcasts")).hasSize(1);
        assertThat(found("weather lisboa")).as("the id has words too").hasSize(1);
        assertThat(found("lisboa snow")).as("every word has to be there").isEmpty();
        assertThat(found("%")).isEmpty();
        assertThat(found("*:*(~")).isEmpty();
    }

    @DatabaseTest
    void namesWhoseAccentsAreMarksOfTheirOwnAreFound() {
        publish("coffee", "Cafe\u0301 E\u0301te\u0301", "Serves it");

        assertThat(found("été")).hasSize(1);
        assertThat(found("ete")).hasSize(1);
        assertThat(found("cafe ete")).hasSize(1);
    }

    @DatabaseTest
    void theNameCountsMoreThanTheDescription() {
        publish("one", "Invoices", "Sends them");
        publish("two", "Letters", "Sends letters and invoices");

        assertThat(found("invoices")).containsExactly(space + ".one", space + ".two");
    }

    @DatabaseTest
    void amongEqualsTheMoreUsedIsFirst() {
        publish("a", "Ledger", "Books");
        publish("b", "Ledger", "Books");
        Published.install(work, "org-1", space + ".b", "1.0.0");

        assertThat(found("ledger")).containsExactly(space + ".b", space + ".a");
    }

    @DatabaseTest
    void everyFilterNarrows() {
        var connector = new Clause(
                "osgi.service",
                Map.of("objectClass", new Attribute("List<String>", "org.archipel.api.connector.Connector")),
                Map.of());
        Published.of(space + ".paid", "1.0.0")
                .in("FINANCE")
                .tagged("tax", "vat")
                .by("Émile & Co")
                .saying("{'pricing':{'model':'SUBSCRIPTION','price':'9.90','currency':'EUR'}}")
                .with(new PackageFacts(List.of(connector), List.of()))
                .insert(work, organization);
        Published.of(space + ".addon", "1.0.0")
                .forPlatform("[7.0,8)")
                .saying("{'dependencies':[{'id':'" + space + ".paid','range':'[1.0,2)'}],'panels':[{'name':'page'}]}")
                .insert(work, organization);

        var paid = List.of(space + ".paid");
        assertThat(ids(new Filter().category("FINANCE"))).isEqualTo(paid);
        assertThat(ids(new Filter().category("HR"))).isEmpty();
        assertThat(ids(new Filter().tag("vat"))).isEqualTo(paid);
        assertThat(ids(new Filter().publisher("émile & co"))).isEqualTo(paid);
        assertThat(ids(new Filter().capability("connector"))).isEqualTo(paid);
        assertThat(ids(new Filter().capability("console-panel"))).containsExactly(space + ".addon");
        assertThat(ids(new Filter().pricing(Pricing.Model.SUBSCRIPTION))).isEqualTo(paid);
        assertThat(ids(new Filter().compatible())).isEqualTo(paid);
        assertThat(ids(new Filter().requires(space + ".paid"))).containsExactly(space + ".addon");
    }

    @DatabaseTest
    void everyOrderGoesBothWaysAndPagesMeetWithoutGapOrOverlap() {
        var start = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < MANY; i++) {
            Published.of(space + ".e" + i, "1.0.0")
                    .named("Name " + i % 7)
                    .on(start.plus(Duration.ofHours(i % 5)))
                    .insert(work, organization);
            if (i % 3 == 0) {
                Published.install(work, "org-" + i, space + ".e" + i, "1.0.0");
            }
        }
        for (var field : Field.values()) {
            for (var descending : List.of(true, false)) {
                var order = new Order(field, descending);
                var all = pages(order, MANY + 1);
                assertThat(all).as("%s", order).hasSize(MANY).doesNotHaveDuplicates();
                assertThat(pages(order, 7)).as("%s in pages", order).isEqualTo(all);
            }
        }
        assertThat(pages(new Order(Field.PUBLISHED, true), 10).get(0)).isEqualTo(space + ".e14");
        assertThat(pages(new Order(Field.INSTALLS, true), 10).get(0)).isEqualTo(space + ".e0");
    }

    @DatabaseTest
    void anotherNodeSeesWhatThisOnePublished() {
        var second = node("two");
        publish("crm", "CRM bridge", "Customers");

        assertThat(ids(second, CatalogueQuery.text("bridge", 10))).containsExactly(space + ".crm");
    }

    @DatabaseTest
    void whatACrashLeftCatchesUp() throws IOException {
        publish("early", "Early bird", "Committed");
        index.stop();
        open.remove(index);
        var before = node("one");
        publish("late", "Late bird", "Taken in, not committed");
        assertThat(ids(before, CatalogueQuery.text("bird", 10))).hasSize(2);
        // What is on the disk at this moment is what a kill would leave.
        var killed = copyOf("one");

        assertThat(ids(node(killed), CatalogueQuery.text("bird", 10)))
                .containsExactlyInAnyOrder(space + ".early", space + ".late");
    }

    @DatabaseTest
    void unreadableAndForeignFoldersAreMadeAnew() throws IOException {
        publish("crm", "CRM bridge", "Customers");
        assertThat(found("bridge")).hasSize(1);
        index.stop();
        open.remove(index);
        try (var files = Files.list(folder.resolve("one/catalogue-index"))) {
            for (var file : files.filter(file -> !file.endsWith("write.lock")).toList()) {
                Files.writeString(file, "no index");
            }
        }
        assertThat(ids(node("one"), CatalogueQuery.text("bridge", 10))).hasSize(1);

        work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE catalogue_clock SET epoch = ?",
                        UUID.randomUUID().toString()));
        publish("other", "Other bridge", "Of another database");
        assertThat(ids(node("three"), CatalogueQuery.text("bridge", 10))).hasSize(2);
        assertThat(ids(open.get(open.size() - 2), CatalogueQuery.text("bridge", 10)))
                .hasSize(2);
    }

    @DatabaseTest
    void newVersionReplacesTheOldOneInSearch() {
        publish("crm", "Old name", "Customers");
        Published.of(space + ".crm", "2.0.0").named("Fresh name").insert(work, organization);

        assertThat(found("old name")).isEmpty();
        assertThat(found("fresh")).hasSize(1);
        var listing = index.search(CatalogueQuery.text("fresh", 1)).get(0).listing();
        assertThat(listing.latestVersion()).isEqualTo("2.0.0");
        assertThat(listing.compatibleVersion()).contains("2.0.0");
    }

    @DatabaseTest
    void anInterruptedSearchDoesNotEndTheOthers() throws InterruptedException {
        publish("crm", "CRM bridge", "Customers");
        index.stop();
        var again = node("one");
        assertThat(ids(again, CatalogueQuery.text("bridge", 10))).hasSize(1);
        var interrupted = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                again.search(CatalogueQuery.text("customers", 10));
            } catch (RuntimeException e) {
                Thread.interrupted();
            }
        });
        interrupted.start();
        interrupted.join();

        assertThat(ids(again, CatalogueQuery.text("customers", 10))).hasSize(1);
    }

    @DatabaseTest
    void aTouchOfNothingNewIsNoReasonToReadAgain() {
        publish("crm", "CRM bridge", "Customers");
        assertThat(found("bridge")).hasSize(1);
        work.run(transaction -> ListingStore.touch(transaction, "org.nobody.knows"));

        assertThat(found("bridge")).hasSize(1);
    }

    private CatalogueIndex node(String name) {
        var data = Map.of("archipel.data", folder.resolve(name).toString());
        var settings = new Settings(data::get);
        var listings = new Listings(work, new PackageManifests(work, new PackageStore(settings)));
        var made = new CatalogueIndex(listings, settings);
        open.add(made);
        return made;
    }

    private void publish(String id, String name, String description) {
        Published.of(space + "." + id, "1.0.0")
                .named(name)
                .described(description)
                .insert(work, organization);
    }

    private List<String> found(String text) {
        return ids(index, text.isEmpty() ? CatalogueQuery.everything(MANY) : CatalogueQuery.text(text, MANY));
    }

    private List<String> ids(CatalogueIndex node, CatalogueQuery query) {
        return node.search(own(query)).stream().map(hit -> hit.listing().id()).toList();
    }

    private List<String> ids(Filter filter) {
        return ids(index, filter.query());
    }

    private List<String> pages(Order order, int size) {
        var ids = new ArrayList<String>();
        Optional<List<String>> after = Optional.empty();
        while (true) {
            var all = CatalogueQuery.everything(size);
            var query = new CatalogueQuery(
                    Optional.of("name"),
                    all.category(),
                    all.tag(),
                    all.capability(),
                    all.publisher(),
                    Optional.of(organization),
                    all.pricing(),
                    all.requires(),
                    false,
                    order,
                    after,
                    size);
            var hits = index.search(query);
            hits.stream().limit(size).forEach(hit -> ids.add(hit.listing().id()));
            if (hits.size() <= size) {
                return ids;
            }
            after = Optional.of(hits.get(size - 1).key());
        }
    }

    private CatalogueQuery own(CatalogueQuery query) {
        return new CatalogueQuery(
                query.text(),
                query.category(),
                query.tag(),
                query.capability(),
                query.publisher(),
                Optional.of(organization),
                query.pricing(),
                query.requires(),
                query.compatible(),
                query.order(),
                query.after(),
                query.limit());
    }

    /** A copy of a node's folder. A commit may take files away meanwhile; then another is made. */
    private String copyOf(String node) throws IOException {
        for (int i = 0; i < COPIES; i++) {
            try {
                copy(folder.resolve(node), folder.resolve(node + "-" + i));
                return node + "-" + i;
            } catch (NoSuchFileException | UncheckedIOException e) {
                // A file went.
            }
        }
        throw new IOException("the folder of " + node + " never keeps still");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static final class Filter {
        private Optional<String> category = Optional.empty();
        private Optional<String> tag = Optional.empty();
        private Optional<String> capability = Optional.empty();
        private Optional<String> publisher = Optional.empty();
        private Optional<Pricing.Model> pricing = Optional.empty();
        private Optional<String> requires = Optional.empty();
        private boolean compatible;

        Filter category(String value) {
            category = Optional.of(value);
            return this;
        }

        Filter tag(String value) {
            tag = Optional.of(value);
            return this;
        }

        Filter capability(String value) {
            capability = Optional.of(value);
            return this;
        }

        Filter publisher(String value) {
            publisher = Optional.of(value);
            return this;
        }

        Filter pricing(Pricing.Model value) {
            pricing = Optional.of(value);
            return this;
        }

        Filter requires(String value) {
            requires = Optional.of(value);
            return this;
        }

        Filter compatible() {
            compatible = true;
            return this;
        }

        CatalogueQuery query() {
            return new CatalogueQuery(
                    Optional.empty(),
                    category,
                    tag,
                    capability,
                    publisher,
                    Optional.empty(),
                    pricing,
                    requires,
                    compatible,
                    Order.POPULAR,
                    Optional.empty(),
                    MANY);
        }
    }
}
