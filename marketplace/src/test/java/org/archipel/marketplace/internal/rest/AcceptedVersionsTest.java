package org.archipel.marketplace.internal.rest;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.junit.jupiter.api.Test;

/** Permissions are accepted of versions that the order names. */
class AcceptedVersionsTest extends MarketplaceTest {
    private static final String STORAGE =
            "{'resource':'storage','actions':['read','write'],'required':true,'reason':'r'}";
    private static final String BASE = "com.acme.base";

    @Test
    void theVersionIsNamed() {
        platform.publish(TestExtension.version("1.0.0").asks(STORAGE));

        assertRefused("{'acceptRequired':true}", "/version");
        assertTaken("{'acceptRequired':true,'version':'1.0.0'}");
        assertTaken("{'grants':[{'resource':'storage','actions':['read','write']}]}");
        assertTaken("{}");
    }

    @Test
    void aVersionThatAsksForNothingIsNot() {
        platform.publish(TestExtension.version("1.0.0"));

        assertTaken("{'acceptRequired':true}");
    }

    @Test
    void whatComesWithItIsNamedWhereItAsksForSomething() {
        platform.publish(TestExtension.of(BASE, "1.0.0").asks(STORAGE));
        platform.publish(TestExtension.of("com.acme.plain", "1.0.0"));
        platform.publish(TestExtension.version("1.0.0").needs(BASE, "[1.0,2)").needs("com.acme.plain", "[1.0,2)"));

        String order = "{'acceptRequired':true,'withDependencies':true,'dependencies':{%s}}";
        assertRefused(order.formatted(""), "/dependencies/" + BASE);
        assertRefused(order.formatted("'" + BASE + "':'0.9.0'"), "/dependencies/" + BASE);
        assertRefused(order.formatted("'" + BASE + "':null"), "/dependencies/" + BASE);
        assertTaken(order.formatted("'" + BASE + "':'1.0.0'"));
    }

    private void assertTaken(String json) {
        assertThatCode(() -> check(json)).doesNotThrowAnyException();
    }

    private void assertRefused(String json, String pointer) {
        assertThatThrownBy(() -> check(json))
                .asInstanceOf(type(ValidationException.class))
                .extracting(ValidationException::errors, list(FieldError.class))
                .extracting(FieldError::pointer)
                .containsExactly(pointer);
    }

    private void check(String json) {
        var body = Json.read(json.replace('\'', '"'), InstallBody.class);
        var draft = platform.drafts.install(ACME, TestExtension.ID, InstallBody.order(body));
        InstallBody.requireNamed(body, draft.plan());
    }
}
