package org.archipel.marketplace.internal.catalogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.archipel.marketplace.internal.model.CatalogueQuery;

/** Says to the index what is looked for. */
final class QueryBuilder {
    private static final int SHORTEST_BEGINNING = 2;
    private static final int SHORTEST_SLIP = 4;
    private static final int TWO_SLIPS = 8;
    private static final int SLIP_TERMS = 12;
    private static final float POPULARITY = 1.5f;

    private final SearchWords words;

    QueryBuilder(SearchWords words) {
        this.words = words;
    }

    /** @param index tells which words there are */
    Query build(IndexReader index, CatalogueQuery wanted) throws IOException {
        var query = new BooleanQuery.Builder();
        if (wanted.text().isPresent()) {
            addText(query, index, wanted.text().get());
        } else {
            query.add(new MatchAllDocsQuery(), Occur.FILTER);
        }
        filter(query, Fields.CATEGORY, wanted.category());
        filter(query, Fields.TAG, wanted.tag().map(ListingDocument::folded));
        filter(query, Fields.CAPABILITY, wanted.capability());
        filter(query, Fields.PUBLISHER, wanted.publisher().map(ListingDocument::folded));
        filter(query, Fields.DEVELOPER, wanted.developerId());
        filter(query, Fields.PRICING, wanted.pricing().map(Enum::name));
        filter(query, Fields.REQUIRES, wanted.requires());
        filter(query, Fields.COMPATIBLE, Optional.of(Fields.YES).filter(yes -> wanted.compatible()));
        return query.build();
    }

    private static void filter(BooleanQuery.Builder query, String field, Optional<String> value) {
        value.ifPresent(wanted -> query.add(new TermQuery(new Term(field, wanted)), Occur.FILTER));
    }

    private void addText(BooleanQuery.Builder query, IndexReader index, String text) throws IOException {
        var parts = words.of(text);
        if (parts.isEmpty()) {
            query.add(new MatchNoDocsQuery("no words"), Occur.MUST);
            return;
        }
        for (var word : parts) {
            query.add(anywhere(index, word), Occur.MUST);
        }
        query.add(FeatureField.newLogQuery(Fields.POPULARITY, Fields.INSTALLS, POPULARITY / 10, 1), Occur.SHOULD);
    }

    /** The place where the word fits best counts, not how many there are. */
    private static Query anywhere(IndexReader index, String word) throws IOException {
        List<Query> places = new ArrayList<>();
        for (var field : Fields.TEXTS) {
            var term = new Term(field.name(), word);
            places.add(new BoostQuery(new TermQuery(term), field.weight()));
            if (field.loose() && word.length() >= SHORTEST_BEGINNING) {
                places.add(new BoostQuery(new ConstantScoreQuery(new PrefixQuery(term)), field.beginning()));
            }
        }
        if (word.length() >= SHORTEST_SLIP) {
            var term = new Term(Fields.SLIPS, word);
            places.add(
                    new BoostQuery(new FuzzyQuery(term, slips(index, term), 1, SLIP_TERMS, true), Fields.SLIP_WEIGHT));
        }
        return new DisjunctionMaxQuery(places, 0);
    }

    /** A word that is there is hardly meant to be quite another one; one more letter at its end, for example, is. */
    private static int slips(IndexReader index, Term term) throws IOException {
        return term.text().length() >= TWO_SLIPS && index.docFreq(term) == 0 ? 2 : 1;
    }
}
