package org.archipel.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.ws.rs.QueryParam;
import org.archipel.api.error.ValidationException;

/**
 * The paging parameters of a list, to be taken as {@code @BeanParam PageRequest page}. The values are checked when they are
 * asked for; a bad one is a {@link ValidationException} that points at the parameter.
 *
 * <p>A resource reads one row more than {@link #limit()}, after the sort key {@link #after(int)}, and gives the rows to {@link
 * #page}. Not thread-safe; belongs to one request.
 */
public final class PageRequest {
    /** Items of a page when the client does not say. */
    public static final int DEFAULT_LIMIT = 50;

    /** The most items that a client may ask for. */
    public static final int MAX_LIMIT = 500;

    private static final int MAX_QUERY_LENGTH = 500;

    private String limit;
    private String cursor;
    private String query;
    private String sort;
    private boolean sortAsked;
    private boolean queryAsked;

    /** The first page of the default size. */
    public PageRequest() {}

    /** The first page of that size, for callers within the platform. */
    public static PageRequest first(int limit) {
        PageRequest request = new PageRequest();
        request.setLimit(Integer.toString(limit));
        return request;
    }

    @QueryParam("limit")
    public void setLimit(String limit) {
        this.limit = limit;
    }

    @QueryParam("cursor")
    public void setCursor(String cursor) {
        this.cursor = cursor;
    }

    @QueryParam("q")
    public void setQuery(String query) {
        this.query = query;
    }

    @QueryParam("sort")
    public void setSort(String sort) {
        this.sort = sort;
    }

    /** How many items the page may have, 1 to {@value #MAX_LIMIT}. */
    public int limit() {
        if (isBlank(limit)) {
            return DEFAULT_LIMIT;
        }
        try {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= MAX_LIMIT) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw badLimit();
        }
        throw badLimit();
    }

    /** Text to search for; empty when the list is not searched. */
    public Optional<String> query() {
        queryAsked = true;
        return text();
    }

    private Optional<String> text() {
        if (isBlank(query)) {
            return Optional.empty();
        }
        if (query.length() > MAX_QUERY_LENGTH) {
            throw new ValidationException("/q", "must have at most " + MAX_QUERY_LENGTH + " characters");
        }
        return Optional.of(query.strip());
    }

    /**
     * The wanted order, first term first; empty when the client leaves it to the list.
     *
     * @param sortable names of the fields that the list can be sorted by
     */
    public List<SortOrder> sort(Collection<String> sortable) {
        sortAsked = true;
        if (isBlank(sort)) {
            return List.of();
        }
        List<SortOrder> orders = new ArrayList<>();
        for (String term : sort.split(",", -1)) {
            boolean descending = term.startsWith("-");
            String field = descending ? term.substring(1) : term;
            if (!sortable.contains(field)) {
                throw new ValidationException(
                        "/sort",
                        "must be one of "
                                + sortable.stream().sorted().toList()
                                + ", with a leading minus for descending order");
            }
            orders.add(new SortOrder(field, descending));
        }
        return List.copyOf(orders);
    }

    /**
     * The sort key of the last item of the page before; empty on the first page.
     *
     * @param parts how many values the list's sort key has
     */
    public Optional<List<String>> after(int parts) {
        return isBlank(cursor) ? Optional.empty() : Optional.of(Cursors.decode(scope(), cursor, parts));
    }

    /**
     * The page made of the rows found.
     *
     * @param rows up to {@link #limit()} rows and one more, if there is one, which tells that a further page follows
     * @param sortKey the sort key of a row, as {@link #after(int)} will give it back
     */
    public <T> Page<T> page(List<T> rows, Function<T, List<String>> sortKey) {
        boolean more = rows.size() > limit();
        return page(more ? rows.subList(0, limit()) : rows, more, sortKey);
    }

    /**
     * The page made of the rows found, for lists whose pages may be shorter than asked for although there are more.
     *
     * @param rows at most {@link #limit()}; at least one if there are more
     * @param sortKey the sort key of a row, as {@link #after(int)} will give it back
     */
    public <T> Page<T> page(List<T> rows, boolean more, Function<T, List<String>> sortKey) {
        if (!sortAsked && !isBlank(sort)) {
            throw new ValidationException("/sort", "this list has one order only");
        }
        if (!queryAsked && !isBlank(query)) {
            throw new ValidationException("/q", "this list is not searched");
        }
        return new Page<>(rows, more ? Cursors.encode(scope(), sortKey.apply(rows.get(rows.size() - 1))) : null);
    }

    /**
     * The page of a list that is at hand as a whole, for lists that stay short. It goes on after the last item of the page before, and
     * at its place if that item is gone.
     *
     * @param all the list in its order
     * @param id what tells an item from the others
     */
    public <T> Page<T> pageOf(List<T> all, Function<T, String> id) {
        int from = after(2).map(last -> indexAfter(all, id, last)).orElse(0);
        int to = Math.min(all.size(), from + limit() + 1);
        return page(all.subList(from, to), item -> List.of(id.apply(item), Integer.toString(from + limit())));
    }

    private static <T> int indexAfter(List<T> all, Function<T, String> id, List<String> last) {
        for (int i = 0; i < all.size(); i++) {
            if (id.apply(all.get(i)).equals(last.get(0))) {
                return i + 1;
            }
        }
        try {
            int place = Integer.parseUnsignedInt(last.get(1));
            if (place < 0) {
                throw Cursors.invalid();
            }
            return Math.min(all.size(), place);
        } catch (NumberFormatException e) {
            throw Cursors.invalid();
        }
    }

    /** A cursor is good only for the search and the order that it came from. */
    private String scope() {
        return (isBlank(sort) ? "" : sort) + '\n' + text().orElse("");
    }

    private static ValidationException badLimit() {
        return new ValidationException("/limit", "must be a whole number from 1 to " + MAX_LIMIT);
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }
}
