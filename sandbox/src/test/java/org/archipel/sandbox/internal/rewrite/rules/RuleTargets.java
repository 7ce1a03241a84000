package org.archipel.sandbox.internal.rewrite.rules;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds by reflection what the rules speak of. */
final class RuleTargets {
    // They came with a later JDK than the oldest that runs these tests, or are bridges.
    private static final Set<String> OF_OTHER_VERSIONS = Set.of(
            "java.lang.String#splitWithDelimiters",
            "java.lang.String#indexOf(java.lang.String,int,int)",
            "java.lang.StringBuilder#setLength",
            "java.lang.StringBuilder#ensureCapacity",
            "java.lang.Thread#threadId",
            "java.util.Locale#of",
            "java.util.Locale#caseFoldLanguageTag",
            "java.time.format.DateTimeFormatter#ofLocalizedPattern",
            "java.time.format.DateTimeFormatterBuilder#appendLocalized(java.lang.String)",
            "java.math.BigDecimal#TWO",
            "java.util.HashMap#newHashMap",
            "java.util.HashSet#newHashSet",
            "java.util.LinkedHashMap#newLinkedHashMap",
            "java.util.LinkedHashSet#newLinkedHashSet",
            "java.util.LinkedHashSet#addFirst",
            "java.util.LinkedHashSet#addLast",
            "java.util.Collections#unmodifiableSequencedSet",
            "java.util.SequencedCollection#addFirst",
            "java.util.SequencedCollection#addLast",
            "java.text.ListFormat#format",
            "java.text.ListFormat#formatToCharacterIterator",
            "java.text.ListFormat#getInstance(java.lang.String[])",
            "java.text.ListFormat#parse",
            "java.lang.StringBuilder#chars",
            "java.lang.StringBuilder#codePoints",
            "java.lang.StringBuffer#chars",
            "java.lang.StringBuffer#codePoints",
            "java.util.regex.Pattern#splitWithDelimiters",
            "java.lang.StringBuilder#repeat(int,int)",
            "java.lang.StringBuilder#repeat(java.lang.CharSequence,int)",
            "java.lang.StringBuffer#repeat(int,int)",
            "java.lang.StringBuffer#repeat(java.lang.CharSequence,int)",
            "java.lang.AbstractStringBuilder#repeat",
            "java.util.random.RandomGenerator#equiDoubles",
            "java.util.stream.Gatherers#mapConcurrent");

    private RuleTargets() {}

    /**
     * A member that a rule speaks of.
     *
     * @param name of the method; {@code <init>} of a constructor
     */
    record Member(Verdict verdict, Executable executable, String name) {
        private boolean constructs() {
            return executable instanceof Constructor;
        }

        boolean takesInt() {
            return Arrays.asList(executable.getParameterTypes()).contains(int.class);
        }

        boolean wrapped() {
            List<Class<?>> parameters = List.of(executable.getParameterTypes());
            String guard = ((Verdict.Wrapped) verdict).guard();
            List<Method> methods = List.of(type("org.archipel.guard." + guard).getMethods());
            boolean looksAtReceiver =
                    methods.stream().anyMatch(method -> method.getName().equals("held"));
            List<Method> checks = methods.stream()
                    .filter(method -> method.getName().equals("checked"))
                    .toList();
            if (checks.isEmpty() && looksAtReceiver) {
                return executable instanceof Method && !Modifier.isStatic(executable.getModifiers());
            }
            return checks.stream()
                    .filter(candidate -> parameters.contains(candidate.getReturnType()))
                    .anyMatch(candidate -> takes(candidate, candidate.getReturnType())
                            || hasReceiver() && takes(candidate, Object.class, candidate.getReturnType()));
        }

        private boolean hasReceiver() {
            return !constructs() && !Modifier.isStatic(executable.getModifiers());
        }

        private static boolean takes(Method method, Class<?>... types) {
            return List.of(method.getParameterTypes()).equals(List.of(types));
        }

        // Protected constructors are for classes that extend it.
        boolean replaced(AllowList list) {
            Class<?> owner = executable.getDeclaringClass();
            boolean extended = list.extending(owner.getName()).isPresent();
            Class<?> guard =
                    type("org.archipel.guard." + ((Verdict.Replaced) verdict).guard() + '$' + owner.getSimpleName());
            List<Class<?>> wanted = Stream.concat(Arrays.stream(executable.getParameterTypes()), Stream.of(Class.class))
                    .toList();
            return !extended && !Modifier.isPublic(executable.getModifiers())
                    || Modifier.isFinal(guard.getModifiers()) != extended
                            && Arrays.stream(guard.getConstructors())
                                    .anyMatch(made ->
                                            List.of(made.getParameterTypes()).equals(wanted));
        }

        boolean guarded() {
            String guard = ((Verdict.Guarded) verdict).guard();
            Class<?> owner = executable.getDeclaringClass();
            Stream<Class<?>> receiver =
                    constructs() || Modifier.isStatic(executable.getModifiers()) ? Stream.empty() : Stream.of(owner);
            List<Class<?>> wanted = Stream.concat(receiver, Arrays.stream(executable.getParameterTypes()))
                    .toList();
            List<Class<?>> withCaller =
                    Stream.concat(wanted.stream(), Stream.of(Class.class)).toList();
            String method = constructs() ? "new" + owner.getSimpleName() : name;
            Class<?> result = constructs() ? void.class : ((Method) executable).getReturnType();
            return Arrays.stream(type("org.archipel.guard." + guard).getMethods())
                    .filter(candidate -> candidate.getName().equals(method))
                    .filter(candidate -> candidate.getReturnType() == result
                            || !result.isPrimitive() && candidate.getReturnType() == Object.class)
                    .map(candidate -> List.of(candidate.getParameterTypes()))
                    .anyMatch(parameters -> parameters.equals(wanted) || parameters.equals(withCaller));
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, RuleTargets.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All methods and constructors that have a rule of their own. */
    static Stream<Member> members(AllowList list) {
        return list.uses().keySet().stream()
                .filter(target -> target.contains("#") && exists(target.substring(0, target.indexOf('#'))))
                .map(target -> target.substring(0, target.indexOf('#')))
                .distinct()
                .flatMap(owner -> executables(type(owner)))
                .map(executable -> new Member(
                        list.member(executable.getDeclaringClass().getName(), name(executable), parameters(executable)),
                        executable,
                        name(executable)));
    }

    private static Stream<Executable> executables(Class<?> type) {
        return Stream.<Executable>concat(
                        Arrays.stream(type.getDeclaredConstructors()),
                        Arrays.stream(type.getDeclaredMethods()).filter(method -> !isOtherForm(method)))
                .filter(member -> (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0);
    }

    // Where a public class takes over a method of a hidden one, it declares that itself; other bridges lead to a method
    // beside them.
    private static boolean isOtherForm(Method method) {
        return method.isBridge()
                && Arrays.stream(method.getDeclaringClass().getDeclaredMethods())
                        .anyMatch(other -> !other.isBridge()
                                && other.getName().equals(method.getName())
                                && other.getParameterCount() == method.getParameterCount());
    }

    private static String name(Executable executable) {
        return executable instanceof Constructor ? "<init>" : executable.getName();
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static boolean exists(String type) {
        try {
            return Class.forName(type, false, RuleTargets.class.getClassLoader()) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether a rule speaks of the very method, with its parameters or by its name. */
    static boolean hasOwnRule(AllowList list, Executable executable) {
        String target = executable.getDeclaringClass().getName() + '#' + name(executable);
        return list.uses().containsKey(target) || list.uses().containsKey(target + parameters(executable));
    }

    /** Overloads without a rule, of methods and constructors of which another form has one that bounds or denies it. */
    static Stream<String> forgotten(AllowList list, Class<?> type) {
        return executables(type)
                .filter(executable -> !executable.isSynthetic() && !hasOwnRule(list, executable))
                .filter(executable -> list.uses().entrySet().stream()
                        .filter(rule -> !(rule.getValue() instanceof Verdict.Safe))
                        .anyMatch(rule -> rule.getKey().startsWith(type.getName() + '#' + name(executable) + '(')))
                .map(executable -> type.getName() + '#' + name(executable) + parameters(executable));
    }

    /** Methods without a rule, of safe classes, that take the place of one above which has one that bounds or denies it. */
    static Stream<String> overriding(AllowList list, Class<?> type) {
        return executables(type)
                .filter(method -> method instanceof Method && isSafe(list, method))
                .filter(method -> above(type)
                        .flatMap(parent -> Arrays.stream(parent.getDeclaredMethods()))
                        .filter(other -> overrides(method, other))
                        .anyMatch(other -> hasOwnRule(list, other) && !isSafe(list, other)))
                .map(method -> type.getName() + '#' + method.getName() + parameters(method));
    }

    /** Methods that are not safe, of which a type above declares the same as safe: a call may name that one as well. */
    static Stream<String> unseen(AllowList list, Class<?> type) {
        return executables(type)
                .filter(method ->
                        method instanceof Method && !Modifier.isStatic(method.getModifiers()) && !isSafe(list, method))
                .flatMap(method -> Stream.concat(above(type), Stream.of(Object.class))
                        .distinct()
                        .filter(parent -> Modifier.isPublic(parent.getModifiers()))
                        .filter(parent -> executables(parent)
                                .anyMatch(other -> other instanceof Method declared
                                        && overrides(method, declared)
                                        && isSafe(list, declared)))
                        .map(parent -> type.getName() + '#' + method.getName() + parameters(method) + " as "
                                + parent.getName()));
    }

    /** Safe methods and constructors that take an order, and such as make another order of one. */
    static Stream<String> takingOrders(AllowList list, Class<?> type) {
        return executables(type)
                .filter(member -> isSafe(list, member))
                .filter(member -> List.of(member.getParameterTypes()).contains(Comparator.class)
                        || type == Comparator.class
                                && !Modifier.isStatic(member.getModifiers())
                                && ((Method) member).getReturnType() == Comparator.class)
                .map(member -> type.getName() + '#' + name(member) + parameters(member));
    }

    /** Whether an extension may be given an object of the type: it is safe, or what a safe method returns. */
    static Stream<Class<?>> reachable(AllowList list, List<Class<?>> safe) {
        return Stream.concat(
                        safe.stream(),
                        Stream.concat(safe.stream(), owners(list))
                                .flatMap(RuleTargets::executables)
                                .filter(member -> member instanceof Method && isSafe(list, member))
                                .<Class<?>>map(member -> ((Method) member).getReturnType()))
                .filter(type -> !type.isPrimitive() && !type.isArray() && Modifier.isPublic(type.getModifiers()))
                .distinct();
    }

    private static Stream<Class<?>> owners(AllowList list) {
        return list.uses().keySet().stream()
                .filter(target -> target.startsWith("java") && target.contains("#"))
                .map(target -> target.substring(0, target.indexOf('#')))
                .filter(RuleTargets::exists)
                .distinct()
                .map(RuleTargets::type);
    }

    private static boolean isSafe(AllowList list, Executable method) {
        return list.member(method.getDeclaringClass().getName(), name(method), parameters(method))
                instanceof Verdict.Safe;
    }

    private static boolean overrides(Executable method, Method other) {
        return !Modifier.isStatic(method.getModifiers())
                && other.getName().equals(method.getName())
                && parameters(other).equals(parameters(method));
    }

    private static Stream<Class<?>> above(Class<?> type) {
        return Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
                .filter(parent -> parent != Object.class)
                .flatMap(parent -> Stream.concat(Stream.of(parent), above(parent)));
    }

    /** Targets in the JDK and Jackson that name nothing. */
    static List<String> unknown(AllowList list) {
        return list.uses().keySet().stream()
                .filter(target -> target.startsWith("java.") || target.startsWith("com.fasterxml."))
                .filter(target -> target.contains("#") && !target.contains("*"))
                .filter(target -> !OF_OTHER_VERSIONS.contains(target))
                .filter(target -> exists(target.substring(0, target.indexOf('#'))) && !speaks(target)
                        || target.startsWith("com.fasterxml.") && !exists(target.substring(0, target.indexOf('#'))))
                .sorted()
                .toList();
    }

    private static boolean speaks(String target) {
        Class<?> type = type(target.substring(0, target.indexOf('#')));
        String member = target.substring(target.indexOf('#') + 1);
        boolean field =
                Arrays.stream(type.getDeclaredFields()).map(Field::getName).anyMatch(member::equals);
        return field
                || executables(type)
                        .anyMatch(executable -> member.equals(name(executable))
                                || member.equals(name(executable) + parameters(executable)));
    }
}
