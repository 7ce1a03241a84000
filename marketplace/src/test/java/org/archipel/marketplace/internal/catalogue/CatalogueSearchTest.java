package org.archipel.marketplace.internal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.CatalogueQuery.Field;
import org.archipel.marketplace.internal.model.CatalogueQuery.Order;
import org.archipel.marketplace.internal.model.PackageFacts;
import org.archipel.marketplace.internal.model.PackageFacts.Attribute;
import org.archipel.marketplace.internal.model.PackageFacts.Clause;
import org.archipel.marketplace.internal.model.Pricing;
import org.archipel.marketplace.internal.test.Published;
import org.archipel.persistence.test.DatabaseTest;

/** What is found in the catalogue, and in which order. */
class CatalogueSearchTest extends CatalogueRig {
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

    @DatabaseTest(inTheOrderOfALanguage = true)
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
