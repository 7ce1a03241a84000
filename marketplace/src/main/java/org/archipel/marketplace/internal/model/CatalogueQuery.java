package org.archipel.marketplace.internal.model;

import java.util.List;
import java.util.Optional;

/**
 * What to look for in the catalogue; an empty part does not narrow.
 *
 * @param text words; each has to be found in the extension, as a whole word, as the beginning of one, or with a slip in it
 * @param publisher whatever its case
 * @param developerId the organization that owns it
 * @param requires id of an extension that it needs
 * @param compatible whether only what works on this platform is wanted
 * @param after where the page begins: sort value and id of the last extension of the page before
 * @param limit how many, 1 or more
 */
public record CatalogueQuery(
        Optional<String> text,
        Optional<String> category,
        Optional<String> tag,
        Optional<String> capability,
        Optional<String> publisher,
        Optional<String> developerId,
        Optional<Pricing.Model> pricing,
        Optional<String> requires,
        boolean compatible,
        Order order,
        Optional<List<String>> after,
        int limit) {
    /**
     * What the list is sorted by.
     *
     * @param descending the most, the best, the newest first; of {@link Field#RELEVANCE} always
     */
    public record Order(Field field, boolean descending) {
        public static final Order RELEVANCE = new Order(Field.RELEVANCE, true);
        public static final Order POPULAR = new Order(Field.INSTALLS, true);
    }

    public enum Field {
        RELEVANCE,
        INSTALLS,
        RATING,
        PUBLISHED,
        NAME
    }

    /** The first page of everything, the most used first. */
    public static CatalogueQuery everything(int limit) {
        return new CatalogueQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Order.POPULAR,
                Optional.empty(),
                limit);
    }

    /** The first page of what the text finds, the best first. */
    public static CatalogueQuery text(String text, int limit) {
        var all = everything(limit);
        return new CatalogueQuery(
                Optional.of(text),
                all.category,
                all.tag,
                all.capability,
                all.publisher,
                all.developerId,
                all.pricing,
                all.requires,
                false,
                Order.RELEVANCE,
                Optional.empty(),
                limit);
    }

    /** The first page of those that need the extension. */
    public static CatalogueQuery dependents(String extensionId, Optional<List<String>> after, int limit) {
        var all = everything(limit);
        return new CatalogueQuery(
                all.text,
                all.category,
                all.tag,
                all.capability,
                all.publisher,
                all.developerId,
                all.pricing,
                Optional.of(extensionId),
                false,
                Order.POPULAR,
                after,
                limit);
    }
}
