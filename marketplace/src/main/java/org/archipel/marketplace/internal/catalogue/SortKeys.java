package org.archipel.marketplace.internal.catalogue;

import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.model.CatalogueQuery.Order;

/** The orders of lists, and where in one a page begins: sort value and id of the extension before, as texts. */
final class SortKeys {
    private static final SortField BY_ID = new SortField(Fields.ID, SortField.Type.STRING);

    private SortKeys() {}

    static Sort sort(Order order) {
        var first = switch (order.field()) {
            case RELEVANCE -> SortField.FIELD_SCORE;
            case INSTALLS -> new SortField(Fields.INSTALLS, SortField.Type.LONG, order.descending());
            case RATING -> new SortField(Fields.RATING, SortField.Type.DOUBLE, order.descending());
            case PUBLISHED -> new SortField(Fields.PUBLISHED, SortField.Type.LONG, order.descending());
            case NAME -> new SortField(Fields.NAME, SortField.Type.STRING, order.descending());
        };
        return new Sort(first, BY_ID);
    }

    static List<String> key(FieldDoc found) {
        return List.of(text(found.fields[0]), text(found.fields[1]));
    }

    private static String text(Object value) {
        return value instanceof BytesRef bytes ? bytes.utf8ToString() : String.valueOf(value);
    }

    /** @param last number of the last document, behind which none is */
    static FieldDoc after(Order order, List<String> key, int last) {
        try {
            var value = key.get(0);
            Object first = switch (order.field()) {
                case RELEVANCE -> Float.valueOf(value);
                case INSTALLS, PUBLISHED -> Long.valueOf(value);
                case RATING -> Double.valueOf(value);
                case NAME -> new BytesRef(value);
            };
            return new FieldDoc(last, Float.NaN, new Object[] {first, new BytesRef(key.get(1))});
        } catch (NumberFormatException e) {
            throw new ValidationException("/cursor", "is not a cursor of this list with these filters");
        }
    }
}
