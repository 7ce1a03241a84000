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

/** One run of a {@link DatabaseTest} for each dialect. */
final class DatabaseInvocations implements TestTemplateInvocationContextProvider {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(DatabaseInvocations.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        // The class's store closes its databases after its last test.
        var store = context.getParent().orElse(context).getStore(NAMESPACE);
        return Stream.of(Dialect.values()).map(dialect -> new Invocation(dialect, store));
    }

    private record Invocation(Dialect dialect, ExtensionContext.Store store) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return dialect.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Installed(dialect), new Databases(dialect, store));
        }
    }

    private record Installed(Dialect dialect) implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return dialect == Dialect.POSTGRESQL && !PostgresCluster.isInstalled()
                    ? ConditionEvaluationResult.disabled("PostgreSQL is not installed")
                    : ConditionEvaluationResult.enabled(dialect + " is available");
        }
    }

    private record Databases(Dialect dialect, ExtensionContext.Store store) implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == TestDatabase.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return store.getOrComputeIfAbsent(dialect, key -> TestDatabase.open(dialect), TestDatabase.class);
        }
    }
}
