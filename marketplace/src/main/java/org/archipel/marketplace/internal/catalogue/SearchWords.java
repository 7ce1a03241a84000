package org.archipel.marketplace.internal.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Cuts texts into words, alike for what is searched and what is searched for: lower case, without accents. Thread-safe. */
final class SearchWords extends Analyzer {
    private static final Pattern JOINTS = Pattern.compile("[._:/@'’-]+");
    private static final int MOST = 16;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var source = new StandardTokenizer();
        return new TokenStreamComponents(source, new ASCIIFoldingFilter(new LowerCaseFilter(source)));
    }

    /**
     * The text with its ids and compounds taken apart: {@code com.acme.crm-sync} is four words. Letters are composed with their
     * accents: only so are they folded.
     */
    static String apart(String text) {
        return JOINTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(" ");
    }

    /** The first words of what someone searches for. */
    List<String> of(String text) {
        var words = new ArrayList<String>();
        try (var tokens = tokenStream("text", apart(text))) {
            var term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (words.size() < MOST && tokens.incrementToken()) {
                words.add(term.toString());
            }
            return words.stream().distinct().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
