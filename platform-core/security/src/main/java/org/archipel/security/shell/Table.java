package org.archipel.security.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in columns, as the shell shows them. Not thread-safe. */
public final class Table {
    private static final int WIDEST = 60;
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row with a cell for each heading; nulls and empty values stay empty. */
    public Table row(Object... cells) {
        rows.add(Arrays.stream(cells).map(Table::text).toList());
        return this;
    }

    @Override
    public String toString() {
        if (rows.size() == 1) {
            return "none";
        }
        int columns = rows.get(0).size();
        int[] widths = IntStream.range(0, columns)
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, columns)
                        .mapToObj(column -> padded(row.get(column), widths[column]))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String text(Object cell) {
        Object value = cell instanceof Optional<?> optional ? optional.orElse(null) : cell;
        // What came from outside must not drive the terminal.
        String text = value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", " ");
        return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
