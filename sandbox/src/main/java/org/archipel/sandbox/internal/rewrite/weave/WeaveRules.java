package org.archipel.sandbox.internal.rewrite.weave;

import org.archipel.sandbox.internal.rule.Rule;

/** What the rewriter demands of code. */
final class WeaveRules {
    static final Rule NOT_LISTED = Rule.error(
            "api.not-listed",
            "Use another API, or a service of the ExtensionContext; docs/sandbox/rewriting.md tells what is allowed.");
    static final Rule REFUSED =
            Rule.error("api.refused", "Remove the use; what it does is never allowed to an extension.");
    static final Rule EXTENDS =
            Rule.error("api.extends", "Extend another class, or use an instance of this one instead of extending it.");
    static final Rule HIDDEN_CALL = Rule.error(
            "api.hidden-call", "Rename the interface's method, or declare it in the class that implements it.");
    static final Rule DENIED = Rule.warning(
            "api.denied", "The call throws a SecurityException when it is reached; use the ExtensionContext instead.");
    static final Rule LIBRARY = Rule.warning(
            "library.api-denied",
            "What the library does with these throws a SecurityException when it is reached; test that you do not need it.");
    static final Rule NATIVE = Rule.error("class.native-method", "Remove the native method.");
    static final Rule FINALIZER = Rule.error("class.finalizer", "Use try-with-resources instead of a finalizer.");
    static final Rule SUBROUTINE = Rule.error("class.subroutine", "Compile the class again with an ordinary compiler.");
    static final Rule BOOTSTRAP = Rule.error(
            "class.bootstrap", "Compile the class again with javac; other bootstrap methods are not allowed.");
    static final Rule CONSTANT = Rule.error(
            "class.constant",
            "Compile the class again with javac; method handles and computed constants are not allowed.");
    static final Rule HANDLERS = Rule.error(
            "class.handler-cycle", "Compile the class again with javac; exception handlers must not cover each other.");
    static final Rule TOO_LARGE = Rule.error("class.method-too-large", "Split the method: rewritten it is over 64 KB.");
    static final Rule UNREADABLE = Rule.error("class.not-rewritable", "Compile the class again with javac.");
    static final Rule HIERARCHY = Rule.error(
            "class.hierarchy",
            "Compile the classes again with javac; have fewer classes and interfaces above each other.");
    static final Rule DIMENSIONS = Rule.error("class.array-dimensions", "Use arrays of fewer dimensions, or lists.");
    static final Rule MENTIONED = Rule.error(
            "class.mentions", "Embed fewer libraries: all classes that a package mentions are loaded before it runs.");
    static final Rule SIGNATURE =
            Rule.error("class.generic-signature", "Let generic types stand in fewer levels within each other.");
    static final Rule CLASS_NAMES = Rule.error(
            "json.class-names", "Let @JsonTypeInfo use names (Id.NAME) with @JsonSubTypes instead of class names.");

    static final Rule SETTER = Rule.error(
            "rest.setter", "Put @Context on a field or on a parameter; use the component's own life cycle methods.");

    static final Rule PATH = Rule.error(
            "rest.path",
            "Let no more than two parts of a path be of any length; bound repetitions, as in [0-9]{1,18}, and repeat no group;"
                    + " use no look-around, flags or back references.");

    static final Rule MEDIA_TYPES = Rule.error(
            "rest.media-types",
            "Name media types in at most 200 characters each; give @Produces and @Consumes to classes rather than to each"
                    + " method.");

    private WeaveRules() {}
}
