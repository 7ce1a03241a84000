package org.archipel.transformation.internal.suggest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.archipel.transformation.function.LetterCase;

/** Names as words in one form: {@code firstName}, {@code first_name} and {@code given-name} are the same. */
final class Words {
    /** Words that mean the same in names of business fields; the first of each line stands for the others. */
    private static final List<List<String>> SYNONYMS = List.of(
            List.of("email", "mail", "emailaddress"),
            List.of("phone", "tel", "telephone", "phonenumber"),
            List.of("mobile", "cell", "cellphone", "gsm"),
            List.of("zip", "postal", "postcode", "postalcode", "zipcode", "plz"),
            List.of("first", "given", "firstname", "fname", "givenname", "prenom", "vorname"),
            List.of("last", "family", "surname", "lastname", "lname", "familyname", "nachname"),
            List.of("company", "organization", "organisation", "org", "account", "firm", "societe", "firma"),
            List.of("city", "town", "locality", "ville", "ort"),
            List.of("country", "nation", "pays", "land"),
            List.of("state", "region", "province"),
            List.of("street", "road", "address1", "addressline1", "rue", "strasse"),
            List.of("created", "creation", "createdat", "createddate"),
            List.of("updated", "modified", "changed", "lastmodified", "updatedat"),
            List.of("id", "identifier", "key", "uid", "uuid"),
            List.of("amount", "total", "sum", "montant", "betrag"),
            List.of("price", "cost", "unitprice", "prix", "preis"),
            List.of("quantity", "qty", "count", "number"),
            List.of("description", "desc", "details", "note", "notes", "comment"),
            List.of("birthdate", "dob", "birthday", "dateofbirth"),
            List.of("website", "url", "web", "homepage", "site"),
            List.of("lat", "latitude"),
            List.of("lon", "lng", "long", "longitude"),
            List.of("currency", "curr", "devise", "waehrung"),
            List.of("status", "stage"),
            List.of("type", "kind", "category"),
            List.of("title", "subject", "label"),
            List.of("vat", "tax", "tva"),
            List.of("language", "lang", "locale"));

    private static final Map<String, String> MEANING = meaning();
    /** Words that say little. */
    private static final Set<String> WEAK =
            Set.of("the", "of", "value", "field", "data", "info", "name", "at", "date", "code");

    private Words() {}

    private static Map<String, String> meaning() {
        Map<String, String> meaning = new TreeMap<>();
        SYNONYMS.forEach(words -> words.forEach(word -> meaning.put(word, words.get(0))));
        return meaning;
    }

    static List<String> of(String name) {
        String spaced = name.replaceAll("([a-z\\d])([A-Z])", "$1 $2").replaceAll("([A-Z]+)([A-Z][a-z])", "$1 $2");
        String joined = LetterCase.lower(spaced.replaceAll("[^\\p{L}\\d]+", ""));
        if (MEANING.containsKey(joined)) {
            return List.of(MEANING.get(joined));
        }
        List<String> words = new ArrayList<>();
        for (String word : LetterCase.lower(spaced).split("[^\\p{L}\\d]+")) {
            if (!word.isEmpty()) {
                words.add(MEANING.getOrDefault(word, word));
            }
        }
        return words;
    }

    /** How alike two names are, from 0 to 1: the share of common words, weak ones counting less, or of common letters. */
    static double alike(List<String> one, List<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        double common = 0;
        double total = 0;
        for (String word : all) {
            double weight = WEAK.contains(word) ? 0.3 : 1;
            total += weight;
            if (one.contains(word) && other.contains(word)) {
                common += weight;
            }
        }
        double words = total == 0 ? 0 : common / total;
        double letters = letters(String.join("", one), String.join("", other));
        return Math.max(words, letters > 0.7 ? letters * 0.9 : 0);
    }

    /** 1 less the share of letters that have to be changed. */
    private static double letters(String one, String other) {
        int longest = Math.max(one.length(), other.length());
        return longest == 0 || longest > 60 ? 0 : 1 - (double) distance(one, other) / longest;
    }

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
