package org.archipel.marketplace.internal.rest;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.QueryParam;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.CatalogueQuery.Field;
import org.archipel.marketplace.internal.model.CatalogueQuery.Order;
import org.archipel.marketplace.internal.model.Pricing;
import org.archipel.rest.OneOf;
import org.archipel.rest.PageRequest;
import org.archipel.rest.Summary;

/** What the catalogue can be narrowed and sorted by. */
public final class CatalogueParameters {
    private static final Map<String, Field> SORTABLE = Map.of(
            "relevance", Field.RELEVANCE,
            "activeInstallations", Field.INSTALLS,
            "rating", Field.RATING,
            "publishedAt", Field.PUBLISHED,
            "name", Field.NAME);

    @QueryParam("category")
    @Summary("Category of the extension")
    private String category;

    @QueryParam("tag")
    @Summary("One of its tags")
    private String tag;

    @QueryParam("capability")
    @Summary("Capability that it provides")
    private String capability;

    @QueryParam("publisher")
    @Summary("Name of its publisher")
    private String publisher;

    @QueryParam("developerId")
    @Summary("Id of the organization that publishes it")
    private String developerId;

    @QueryParam("pricing")
    @Summary("How it is paid for")
    @OneOf(Pricing.Model.class)
    private String pricing;

    @QueryParam("requires")
    @Summary("Capability that it requires")
    private String requires;

    @QueryParam("compatible")
    @Summary("Whether only extensions that this platform can run are meant")
    @DefaultValue("false")
    private boolean compatible;

    CatalogueQuery query(PageRequest page) {
        return new CatalogueQuery(
                page.query(),
                given(category),
                given(tag),
                given(capability),
                given(publisher),
                given(developerId),
                given(pricing).map(CatalogueParameters::model),
                given(requires),
                compatible,
                order(page),
                page.after(2),
                page.limit());
    }

    /** What was searched for comes in the order of relevance, everything in that of use, unless the client says otherwise. */
    private static Order order(PageRequest page) {
        List<Order> asked = page.sort(SORTABLE.keySet()).stream()
                .map(sort -> new Order(SORTABLE.get(sort.field()), sort.descending()))
                .toList();
        if (asked.size() > 1) {
            throw new ValidationException("/sort", "this list is sorted by one field");
        }
        return asked.stream()
                .findFirst()
                .map(order -> order.field() == Field.RELEVANCE ? Order.RELEVANCE : order)
                .orElse(page.query().isPresent() ? Order.RELEVANCE : Order.POPULAR);
    }

    private static Pricing.Model model(String name) {
        return Arrays.stream(Pricing.Model.values())
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ValidationException(
                        "/pricing", "must be one of " + Arrays.toString(Pricing.Model.values())));
    }

    private static Optional<String> given(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }
}
