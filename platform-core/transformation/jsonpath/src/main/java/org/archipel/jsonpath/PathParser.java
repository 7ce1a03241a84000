package org.archipel.jsonpath;

import java.util.ArrayList;
import java.util.List;
import org.archipel.jsonpath.Query.Segment;
import org.archipel.jsonpath.Query.Selector;

/** Parses segments and selectors (RFC 9535, sections 2.2 to 2.5). */
final class PathParser {
    private final Scanner scanner;
    private final FilterParser filters;

    PathParser(String expression) {
        scanner = new Scanner(expression);
        filters = new FilterParser(scanner, this);
    }

    Query parse() {
        scanner.expect("$");
        Query query = new Query(true, segments());
        if (!scanner.atEnd()) {
            throw scanner.error("unexpected character");
        }
        return query;
    }

    /** A query within a filter; {@code $} or {@code @} is next. */
    Query innerQuery() {
        boolean absolute = scanner.accept("$");
        if (!absolute) {
            scanner.expect("@");
        }
        return new Query(absolute, segments());
    }

    private List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        while (true) {
            int before = scanner.position();
            scanner.skipBlanks();
            if (scanner.accept("..")) {
                segments.add(new Segment(true, scanner.at("[") ? bracketed() : List.of(shorthand())));
            } else if (scanner.accept(".")) {
                segments.add(new Segment(false, List.of(shorthand())));
            } else if (scanner.at("[")) {
                segments.add(new Segment(false, bracketed()));
            } else {
                scanner.reset(before);
                return segments;
            }
        }
    }

    private Selector shorthand() {
        return scanner.accept("*") ? new Selector.Wildcard() : new Selector.Name(scanner.memberName());
    }

    private List<Selector> bracketed() {
        List<Selector> selectors = new ArrayList<>();
        scanner.expect("[");
        do {
            scanner.skipBlanks();
            selectors.add(selector());
            scanner.skipBlanks();
        } while (scanner.accept(","));
        scanner.expect("]");
        return selectors;
    }

    private Selector selector() {
        char next = scanner.peek();
        if (next == '\'' || next == '"') {
            return new Selector.Name(scanner.string());
        }
        if (scanner.accept("*")) {
            return new Selector.Wildcard();
        }
        if (scanner.accept("?")) {
            scanner.skipBlanks();
            return new Selector.Filter(filters.condition());
        }
        return indexOrSlice();
    }

    private Selector indexOrSlice() {
        Long start = scanner.atInteger() ? scanner.integer() : null;
        int before = scanner.position();
        scanner.skipBlanks();
        if (!scanner.accept(":")) {
            if (start == null) {
                throw scanner.error("expected a selector");
            }
            scanner.reset(before);
            return new Selector.Index(start);
        }
        scanner.skipBlanks();
        Long end = scanner.atInteger() ? scanner.integer() : null;
        scanner.skipBlanks();
        long step = 1;
        if (scanner.accept(":")) {
            scanner.skipBlanks();
            step = scanner.atInteger() ? scanner.integer() : 1;
        }
        return new Selector.Slice(start, end, step);
    }
}
