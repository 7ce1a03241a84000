package org.archipel.marketplace.internal.catalogue;

import java.util.List;

/** Names of the index's fields. */
final class Fields {
    static final String ID = "id";
    static final String CATEGORY = "category";
    static final String TAG = "tag";
    static final String CAPABILITY = "capability";
    static final String PUBLISHER = "publisher";
    static final String DEVELOPER = "developer";
    static final String PRICING = "pricing";
    static final String REQUIRES = "requires";
    static final String COMPATIBLE = "compatible";
    static final String INSTALLS = "installs";
    static final String RATING = "rating";
    static final String PUBLISHED = "published";
    static final String NAME = "name";
    static final String POPULARITY = "popularity";
    static final String LISTING = "listing";
    static final String YES = "true";
    /** All loose texts together: what is alike costs most to find, so it is looked for once. */
    static final String SLIPS = "text.slips";

    /** How much a word with a slip counts, wherever it stands. */
    static final float SLIP_WEIGHT = 0.5f;

    private static final double BEGINNING = 0.4;

    /**
     * A text that is searched.
     *
     * @param weight how much a word counts that is found in it
     * @param loose whether beginnings of words are found too, and words with a slip in {@link #SLIPS}
     */
    record Text(String name, float weight, boolean loose) {
        /** How much less a beginning counts than the whole word. */
        float beginning() {
            return (float) (weight * BEGINNING);
        }
    }

    static final Text NAME_TEXT = new Text("text.name", 4, true);
    static final Text ID_TEXT = new Text("text.id", 3, true);
    static final Text TAG_TEXT = new Text("text.tag", 3, true);
    static final Text PUBLISHER_TEXT = new Text("text.publisher", 2, true);
    static final Text DESCRIPTION_TEXT = new Text("text.description", 1, true);
    static final Text DOCUMENTATION_TEXT = new Text("text.documentation", 0.5f, false);

    static final List<Text> TEXTS =
            List.of(NAME_TEXT, ID_TEXT, TAG_TEXT, PUBLISHER_TEXT, DESCRIPTION_TEXT, DOCUMENTATION_TEXT);

    private Fields() {}
}
