package org.archipel.jsonpath;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.archipel.jsonpath.Query.Condition;
import org.archipel.jsonpath.Query.Function;
import org.archipel.jsonpath.Query.Operand;
import org.archipel.jsonpath.Query.Operator;

/** Parses filter expressions and checks their types (RFC 9535, sections 2.3.5 and 2.4.3). */
final class FilterParser {
    private static final int DEEPEST = 64;

    private final Scanner scanner;
    private final PathParser paths;
    private int depth;

    FilterParser(Scanner scanner, PathParser paths) {
        this.scanner = scanner;
        this.paths = paths;
    }

    Condition condition() {
        if (++depth > DEEPEST) {
            throw scanner.error("nested too deeply");
        }
        List<Condition> parts = new ArrayList<>();
        do {
            scanner.skipBlanks();
            parts.add(conjunction());
        } while (acceptAfterBlanks("||"));
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Condition.Or(parts);
    }

    private Condition conjunction() {
        List<Condition> parts = new ArrayList<>();
        do {
            scanner.skipBlanks();
            parts.add(basic());
        } while (acceptAfterBlanks("&&"));
        return parts.size() == 1 ? parts.get(0) : new Condition.And(parts);
    }

    private boolean acceptAfterBlanks(String symbol) {
        int before = scanner.position();
        scanner.skipBlanks();
        if (scanner.accept(symbol)) {
            return true;
        }
        scanner.reset(before);
        return false;
    }

    private Condition basic() {
        if (scanner.accept("!")) {
            scanner.skipBlanks();
            return new Condition.Not(scanner.at("(") ? parenthesized() : test(operand()));
        }
        if (scanner.at("(")) {
            return parenthesized();
        }
        Operand left = operand();
        int before = scanner.position();
        scanner.skipBlanks();
        for (Operator operator : Operator.values()) {
            if (scanner.accept(operator.symbol)) {
                scanner.skipBlanks();
                return new Condition.Comparison(comparable(left), operator, comparable(operand()));
            }
        }
        scanner.reset(before);
        return test(left);
    }

    private Condition parenthesized() {
        scanner.expect("(");
        Condition inner = condition();
        scanner.skipBlanks();
        scanner.expect(")");
        return inner;
    }

    private Condition test(Operand operand) {
        if (operand instanceof Operand.Nodes nodes) {
            return new Condition.Exists(nodes.query());
        }
        if (operand instanceof Operand.Call call && call.function().logical) {
            return new Condition.Holds(call);
        }
        throw scanner.error("a value is no condition");
    }

    private Operand comparable(Operand operand) {
        boolean value = operand instanceof Operand.Literal
                || operand instanceof Operand.Nodes nodes && nodes.query().singular()
                || operand instanceof Operand.Call call && !call.function().logical;
        if (!value) {
            throw scanner.error("only single values can be compared");
        }
        return operand;
    }

    private Operand operand() {
        char next = scanner.peek();
        if (next == '$' || next == '@') {
            return new Operand.Nodes(paths.innerQuery());
        }
        if (next == '\'' || next == '"') {
            return new Operand.Literal(TextNode.valueOf(scanner.string()));
        }
        if (scanner.atInteger()) {
            return new Operand.Literal(scanner.number());
        }
        String word = scanner.word();
        if (scanner.at("(")) {
            return call(word);
        }
        return switch (word) {
            case "true" -> new Operand.Literal(BooleanNode.TRUE);
            case "false" -> new Operand.Literal(BooleanNode.FALSE);
            case "null" -> new Operand.Literal(NullNode.getInstance());
            default -> throw scanner.error("expected a query, a literal or a function");
        };
    }

    private Operand call(String name) {
        Function function = function(name);
        List<Operand> arguments = new ArrayList<>();
        scanner.expect("(");
        scanner.skipBlanks();
        if (!scanner.at(")")) {
            do {
                scanner.skipBlanks();
                arguments.add(argument(function));
                scanner.skipBlanks();
            } while (scanner.accept(","));
        }
        scanner.expect(")");
        if (arguments.size() != function.arity) {
            throw scanner.error("wrong number of arguments of " + name);
        }
        return new Operand.Call(function, arguments);
    }

    private Operand argument(Function function) {
        if (++depth > DEEPEST) {
            throw scanner.error("nested too deeply");
        }
        Operand operand = operand();
        depth--;
        if (!function.takesNodes) {
            return comparable(operand);
        }
        if (operand instanceof Operand.Nodes) {
            return operand;
        }
        throw scanner.error("expected a query as argument");
    }

    private Function function(String name) {
        for (Function function : Function.values()) {
            if (function.name().toLowerCase(Locale.ROOT).equals(name)) {
                return function;
            }
        }
        throw scanner.error("unknown function");
    }
}
