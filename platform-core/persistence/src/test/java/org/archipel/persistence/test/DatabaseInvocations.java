package org.archipel.persistence.test;

import java.util.List;
import java.util.stream.Stream;
import org.archipel.persistence.Dialect;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** The runs of a {@link DatabaseTest}, each on a database of its own kind. */
final class DatabaseInvocations implements TestTemplateInvocationContextProvider {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DatabaseInvocations.class);

    /** Kinds of databases. */
    private enum Kind {
        DERBY,
        POSTGRESQL,
        POSTGRESQL_IN_THE_ORDER_OF_A_LANGUAGE;

        boolean isThere() {
            return this == DERBY || PostgresCluster.isInstalled();
        }

        TestDatabase open() {
            return switch (this) {
                case DERBY -> TestDatabase.open(Dialect.DERBY);
                case POSTGRESQL -> TestDatabase.open(Dialect.POSTGRESQL);
                case POSTGRESQL_IN_THE_ORDER_OF_A_LANGUAGE ->
                    TestDatabase.postgresql(PostgresCluster.shared().newDatabaseInTheOrderOfALanguage());
            };
        }
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        boolean languages = context.getRequiredTestMethod()
                .getAnnotation(DatabaseTest.class)
                .inTheOrderOfALanguage();
        // The class's store closes its databases after its last test.
        var store = context.getParent().orElse(context).getStore(NAMESPACE);
        return Stream.of(Kind.values())
                .filter(kind -> languages || kind != Kind.POSTGRESQL_IN_THE_ORDER_OF_A_LANGUAGE)
                .map(kind -> new Invocation(kind, store));
    }

    private record Invocation(Kind kind, ExtensionContext.Store store) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return kind.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Installed(kind), new Databases(kind, store));
        }
    }

    private record Installed(Kind kind) implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return kind.isThere()
                    ? ConditionEvaluationResult.enabled(kind + " is available")
                    : ConditionEvaluationResult.disabled("PostgreSQL is not installed");
        }
    }

    private record Databases(Kind kind, ExtensionContext.Store store) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestDatabase.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return store.getOrComputeIfAbsent(kind, key -> kind.open(), TestDatabase.class);
        }
    }
}
