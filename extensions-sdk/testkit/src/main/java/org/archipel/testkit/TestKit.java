package org.archipel.testkit;

import org.archipel.testkit.internal.Container;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a platform with the extension in it; {@link ExtensionTest} registers it. */
public final class TestKit implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(TestKit.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        ExtensionTest settings = context.getRequiredTestClass().getAnnotation(ExtensionTest.class);
        String config = settings == null ? "{}" : settings.config();
        String[] refused = settings == null ? new String[0] : settings.refused();
        context.getStore(NAMESPACE).put(TestPlatform.class, Container.shared().install(config, refused));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestPlatform platform = context.getStore(NAMESPACE).remove(TestPlatform.class, TestPlatform.class);
        if (platform != null) {
            platform.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestPlatform.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).get(TestPlatform.class);
    }
}
