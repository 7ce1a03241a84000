package org.archipel.javascript.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.archipel.javascript.ScriptException;
import org.archipel.javascript.ScriptException.Reason;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;

/**
 * Wraps what a user wrote into a function that makes the user's function. The text is parsed by itself first, so that it cannot
 * close the wrapper and go on behind it.
 */
final class FunctionSource {
    private static final String NAME = "script";
    private static final Pattern DECLARATION =
            Pattern.compile("(?m)(?:^|;)[ \\t]*(?:function\\s*\\*?\\s*|(?:const|let|var)\\s+)([A-Za-z_$][\\w$]*)");

    private FunctionSource() {}

    static Source of(String text, ScriptContext context) {
        PolyglotException notAnExpression;
        try {
            context.parse(source("(" + text + "\n)"));
            // Alone it has to parse too: "1) + (2" is an expression only with the parentheses around it.
            context.parse(source("let only = " + text + "\n"));
            return wrapped("return (" + text + "\n);");
        } catch (PolyglotException e) {
            notAnExpression = orStopped(e);
        }
        Matcher declarations = DECLARATION.matcher(text);
        String last = null;
        while (declarations.find()) {
            last = declarations.group(1);
        }
        if (last == null) {
            throw notAnExpression;
        }
        context.parse(source(text));
        return wrapped(text + "\nreturn " + last + ";");
    }

    private static PolyglotException orStopped(PolyglotException e) {
        if (!e.isSyntaxError()) {
            throw e;
        }
        return e;
    }

    private static Source wrapped(String body) {
        return source("(function () { 'use strict'; " + body + "\n})");
    }

    private static Source source(String text) {
        return Source.newBuilder(ContextFactory.LANGUAGE, text, NAME).buildLiteral();
    }

    static ScriptException noFunction() {
        return new ScriptException(Reason.SYNTAX, "is no function, such as record => ({...record, done: true})");
    }
}
