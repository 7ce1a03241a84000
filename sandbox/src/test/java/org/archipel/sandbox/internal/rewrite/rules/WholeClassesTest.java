package org.archipel.sandbox.internal.rewrite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for all classes of one kind, so that no other one of them is forgotten. */
class WholeClassesTest {
    // Of each it is known how it is reached: the entries of maps by EntrySets, the reversed set by its weight, the
    // others
    // from sorted sets and maps of an extension's own, which pass checkpoints; a partition holds two.
    private static final Set<String> LINEAR = Set.of(
            "java.util.ImmutableCollections$MapN$1",
            "java.util.ImmutableCollections$StableMap$StableMapEntrySet",
            "java.util.ImmutableCollections$LazyMap$LazyMapEntrySet",
            "java.util.LinkedHashSet$1ReverseLinkedHashSetView",
            "java.util.ReverseOrderSortedMapView$Submap$2",
            "java.util.ReverseOrderSortedSetView$Subset",
            "java.util.stream.Collectors$Partition$1");

    private final AllowList list = AllowList.standard();

    /** What a class reads from its own fields it believes, also how much there is to copy. */
    @Test
    void everyFieldThatAnExtensionMaySetHasARuleOfItsOwn() {
        List<String> forgotten = list.extensions().entrySet().stream()
                .filter(rule -> rule.getValue() instanceof Verdict.Safe)
                .flatMap(rule -> type(rule.getKey()).stream())
                .flatMap(WholeClassesTest::withParents)
                .distinct()
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(WholeClassesTest::mayBeSet)
                .map(field -> field.getDeclaringClass().getName() + '#' + field.getName())
                .filter(field -> field.startsWith("java") && !list.uses().containsKey(field))
                .sorted()
                .toList();

        assertThat(forgotten).isEmpty();
    }

    private static Optional<Class<?>> type(String name) {
        try {
            return Optional.of(Class.forName(name, false, WholeClassesTest.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            // Of a later version of Java.
            return Optional.empty();
        }
    }

    private static Stream<Class<?>> withParents(Class<?> type) {
        return Stream.iterate(type, parent -> parent != null, Class::getSuperclass);
    }

    private static boolean mayBeSet(Field field) {
        int flags = field.getModifiers();
        return (Modifier.isPublic(flags) || Modifier.isProtected(flags)) && !Modifier.isFinal(flags);
    }

    @Test
    void everyLoadFactorIsBounded() {
        List<String> forgotten = SafeTypes.ofJdk(list).stream()
                .filter(type -> type.getName().startsWith("java.util."))
                .flatMap(type -> Arrays.stream(type.getConstructors()))
                .filter(made -> Arrays.stream(made.getParameterTypes()).anyMatch(parameter -> parameter == float.class))
                .filter(made -> !(verdict(made) instanceof Verdict.Guarded guarded
                        && guarded.guard().equals("Tables")))
                .map(Constructor::toString)
                .sorted()
                .toList();

        assertThat(forgotten).isEmpty();
    }

    private Verdict verdict(Constructor<?> made) {
        String parameters = Arrays.stream(made.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", "(", ")"));
        return list.member(made.getDeclaringClass().getName(), "<init>", parameters);
    }

    /** Two of them that are compared take the square of their size. */
    @Test
    void theSetsOfTheJdkThatLookOneByOneAreKnown() throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(modules.resolve("java"))) {
            List<String> linear = files.map(
                            file -> modules.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith(".class"))
                    .flatMap(name -> type(name.substring(0, name.lastIndexOf('.'))).stream())
                    .filter(WholeClassesTest::looksOneByOne)
                    .map(Class::getName)
                    .toList();

            assertThat(linear).isNotEmpty().isSubsetOf(LINEAR);
        }
    }

    private static boolean looksOneByOne(Class<?> type) {
        try {
            return Set.class.isAssignableFrom(type)
                    && !Modifier.isAbstract(type.getModifiers())
                    && type.getMethod("contains", Object.class).getDeclaringClass() == AbstractCollection.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
