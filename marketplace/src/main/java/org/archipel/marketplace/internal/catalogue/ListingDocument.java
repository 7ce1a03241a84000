package org.archipel.marketplace.internal.catalogue;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleDocValuesField;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.Listing;

/** An extension as the index keeps it. */
final class ListingDocument {
    private static final int LONGEST = 500;

    private ListingDocument() {}

    static Document of(Listings.Described described) {
        var listing = described.listing();
        var document = new Document();
        keyword(document, Fields.ID, listing.id());
        keyword(document, Fields.CATEGORY, listing.category());
        keyword(document, Fields.PUBLISHER, folded(listing.publisher()));
        keyword(document, Fields.DEVELOPER, listing.developerId());
        keyword(document, Fields.PRICING, listing.pricing().model().name());
        listing.tags().forEach(tag -> keyword(document, Fields.TAG, tag));
        listing.capabilities().forEach(capability -> keyword(document, Fields.CAPABILITY, capability));
        listing.requires().forEach(id -> keyword(document, Fields.REQUIRES, id));
        listing.compatibleVersion().ifPresent(version -> keyword(document, Fields.COMPATIBLE, Fields.YES));
        text(document, Fields.NAME_TEXT, listing.name());
        text(document, Fields.ID_TEXT, listing.id());
        text(document, Fields.TAG_TEXT, String.join(" ", listing.tags()));
        text(document, Fields.PUBLISHER_TEXT, listing.publisher());
        text(document, Fields.DESCRIPTION_TEXT, listing.description());
        text(document, Fields.DOCUMENTATION_TEXT, described.documentation());
        slips(
                document,
                listing.name(),
                listing.id(),
                String.join(" ", listing.tags()),
                listing.publisher(),
                listing.description());
        document.add(new SortedDocValuesField(Fields.ID, new BytesRef(listing.id())));
        document.add(new SortedDocValuesField(Fields.NAME, new BytesRef(sortable(listing.name()))));
        document.add(new NumericDocValuesField(Fields.INSTALLS, listing.activeInstallations()));
        document.add(new NumericDocValuesField(
                Fields.PUBLISHED, listing.publishedAt().toEpochMilli()));
        document.add(new DoubleDocValuesField(Fields.RATING, listing.ratings().weighed()));
        // A feature is never zero.
        document.add(new FeatureField(Fields.POPULARITY, Fields.INSTALLS, 1 + listing.activeInstallations()));
        document.add(new StoredField(Fields.LISTING, Json.write(listing).getBytes(StandardCharsets.UTF_8)));
        return document;
    }

    static Listing read(BytesRef stored) {
        return Json.read(stored.utf8ToString(), Listing.class);
    }

    /** Of a long text its beginning: who published it chose it, and some take long to be folded. */
    static String folded(String text) {
        var stripped = text.strip();
        var beginning = stripped.substring(0, Math.min(LONGEST, stripped.length()));
        return Normalizer.normalize(beginning.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    /** Long names sort by their beginning. */
    private static String sortable(String name) {
        var folded = folded(name);
        return folded.length() <= 80 ? folded : folded.substring(0, 80);
    }

    private static void keyword(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
    }

    private static void slips(Document document, String... texts) {
        document.add(new TextField(Fields.SLIPS, SearchWords.apart(String.join(" ", texts)), Field.Store.NO));
    }

    private static void text(Document document, Fields.Text field, String value) {
        document.add(new TextField(field.name(), SearchWords.apart(value), Field.Store.NO));
    }
}
