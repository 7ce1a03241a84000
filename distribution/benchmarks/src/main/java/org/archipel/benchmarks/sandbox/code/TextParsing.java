package org.archipel.benchmarks.sandbox.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Splits delimited text with quotes, character by character, and adds up a column by key. */
public final class TextParsing implements LongSupplier {
    private static final String TEXT = "paris,\"a, b\",12,x\nlyon,plain,7,y\n\"saint \"\"x\"\"\",q,40,z\n".repeat(50);

    @Override
    public long getAsLong() {
        Map<String, Integer> sums = new HashMap<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        int at = 0;
        while (at < TEXT.length()) {
            char c = TEXT.charAt(at++);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (at < TEXT.length() && TEXT.charAt(at) == '"') {
                    field.append(c);
                    at++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    sums.merge(row.get(0), Integer.parseInt(row.get(2)), Integer::sum);
                    row.clear();
                }
            } else {
                field.append(c);
            }
        }
        return sums.values().stream().mapToLong(Integer::longValue).sum();
    }
}
