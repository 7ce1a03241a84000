package org.archipel.transformation.internal.suggest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/**
 * A field that can be mapped.
 *
 * @param pointer where it is
 * @param words its name in words, with those of the objects around it before them
 * @param ownWords how many of the words, from the end, are its own name's
 * @param types JSON Schema types; empty for any
 * @param format of JSON Schema, or what its samples look like; empty if unknown
 */
record Field(
        String pointer,
        List<String> words,
        int ownWords,
        Set<String> types,
        String format,
        Set<JsonNode> values,
        boolean required) {
    List<String> own() {
        return words.subList(words.size() - ownWords, words.size());
    }
}
