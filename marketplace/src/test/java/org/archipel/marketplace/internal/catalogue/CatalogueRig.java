package org.archipel.marketplace.internal.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.archipel.marketplace.internal.Settings;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.packages.PackageStore;
import org.archipel.marketplace.internal.test.Published;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with an index each over one database, and extensions that an organization of the test published. */
abstract class CatalogueRig {
    static final int MANY = 50;

    /** Tests share a database; each sees what its own organization published. */
    final String organization = UUID.randomUUID().toString();

    final String space = "org.x" + UUID.randomUUID().toString().substring(0, 8);

    final List<CatalogueIndex> open = new ArrayList<>();

    @TempDir
    Path folder;

    UnitOfWork work;
    CatalogueIndex index;

    @BeforeEach
    void open(TestDatabase database) {
        work = database.unit("marketplace", "org.archipel.marketplace.internal.store");
        index = node("one");
    }

    @AfterEach
    void close() {
        open.forEach(CatalogueIndex::stop);
    }

    CatalogueIndex node(String name) {
        var data = Map.of("archipel.data", folder.resolve(name).toString());
        var settings = new Settings(data::get);
        var listings = new Listings(work, new PackageManifests(work, new PackageStore(settings)));
        var made = new CatalogueIndex(listings, settings);
        open.add(made);
        return made;
    }

    void publish(String id, String name, String description) {
        Published.of(space + "." + id, "1.0.0")
                .named(name)
                .described(description)
                .insert(work, organization);
    }

    List<String> found(String text) {
        return ids(index, text.isEmpty() ? CatalogueQuery.everything(MANY) : CatalogueQuery.text(text, MANY));
    }

    List<String> ids(CatalogueIndex node, CatalogueQuery query) {
        return node.search(own(query)).stream().map(hit -> hit.listing().id()).toList();
    }

    CatalogueQuery own(CatalogueQuery query) {
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
}
