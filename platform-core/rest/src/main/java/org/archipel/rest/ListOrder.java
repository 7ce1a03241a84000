package org.archipel.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.archipel.api.error.ValidationException;

/**
 * The order of a list of entities, by a text and then by id or by id alone, and the place in it from which a page goes on. A store
 * puts {@link #condition} and {@link #orderBy} into its JPQL query and lets {@link #bind} set their parameters; the rows are not
 * counted, so that a late page costs no more than the first.
 *
 * @param attribute the entity's attribute that comes first; empty for the order of ids
 * @param place value and id of the last row of the page before; of the order of ids the id alone; empty on the first page
 */
public record ListOrder(Optional<String> attribute, boolean descending, List<String> place) {
    private static final String VALUE = "placeValue";
    private static final String ID = "placeId";

    public ListOrder {
        place = List.copyOf(place);
    }

    /** The first page in the order of ids. */
    public static ListOrder byId() {
        return new ListOrder(Optional.empty(), false, List.of());
    }

    /**
     * The order that a request asks for; in that of ids if it does not say.
     *
     * @param attributes the entity's attributes by the names that clients sort by; they are texts and never null
     */
    public static ListOrder of(PageRequest page, Map<String, String> attributes) {
        List<SortOrder> asked = page.sort(attributes.keySet());
        if (asked.size() > 1) {
            throw new ValidationException("/sort", "this list is sorted by one field at a time");
        }
        Optional<SortOrder> first = asked.stream().findFirst();
        return new ListOrder(
                first.map(order -> attributes.get(order.field())),
                first.map(SortOrder::descending).orElse(false),
                page.after(first.isPresent() ? 2 : 1).orElse(List.of()));
    }

    /** What rows after the place fulfil, with a leading {@code AND}; empty on the first page. */
    public String condition(String alias) {
        if (place.isEmpty()) {
            return "";
        }
        String sign = descending ? " < :" : " > :";
        String byId = alias + ".id" + sign + ID;
        return attribute
                .map(name -> " AND (" + alias + "." + name + sign + VALUE + " OR " + alias + "." + name + " = :" + VALUE
                        + " AND " + byId + ")")
                .orElse(" AND " + byId);
    }

    public String orderBy(String alias) {
        String direction = descending ? " DESC" : "";
        return " ORDER BY "
                + attribute.map(name -> alias + "." + name + direction + ", ").orElse("") + alias + ".id" + direction;
    }

    /** Sets the parameters of the condition. */
    public void bind(BiConsumer<String, Object> parameters) {
        if (!place.isEmpty()) {
            parameters.accept(ID, place.get(place.size() - 1));
            attribute.ifPresent(name -> parameters.accept(VALUE, place.get(0)));
        }
    }

    /** The place of a row, for the cursor to the page after it. */
    public List<String> key(Function<String, String> values, String id) {
        return attribute.map(name -> List.of(values.apply(name), id)).orElseGet(() -> List.of(id));
    }
}
