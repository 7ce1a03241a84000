package org.archipel.security.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.AuthenticatedRoute;
import org.archipel.rest.PublicRoute;
import org.archipel.rest.RequiresPermission;
import org.archipel.security.Authentication;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessFilterTest {
    @TempDir
    Path data;

    @PublicRoute
    void open() {}

    @AuthenticatedRoute
    void known() {}

    @RequiresPermission(ApiPermission.USERS_WRITE)
    void permitted() {}

    void unmarked() {}

    @DatabaseTest
    void aRequestPassesOnlyWhereItsCallerMay(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            AccessFilter filter = new AccessFilter(node.authentication, node.refusals);

            assertThat(pass(filter, "open", Map.of())).isEmpty();
            assertThat(pass(filter, "open", Map.of("X-API-Key", "wrong"))).isEmpty();
            assertThat(pass(filter, "open", key(TestNode.PRESET_KEY))).hasSize(1);
            assertThat(pass(filter, "known", key(TestNode.PRESET_KEY))).hasSize(1);
            assertThat(pass(filter, "permitted", key(TestNode.PRESET_KEY))).hasSize(1);
            assertRefused(filter, "known", Map.of(), ErrorCode.AUTHENTICATION_ERROR);
            assertRefused(filter, "permitted", Map.of(), ErrorCode.AUTHENTICATION_ERROR);
            assertRefused(filter, "permitted", key("ark_wrong"), ErrorCode.AUTHENTICATION_ERROR);
            assertRefused(filter, "unmarked", key(TestNode.PRESET_KEY), ErrorCode.AUTHORIZATION_ERROR);
            assertThatThrownBy(() -> pass(filter, "known", Map.of("Authorization", "Bearer 0123456789")))
                    .hasMessageStartingWith("What Authorization has is no API key.");
            assertRefused(filter, "unmarked", Map.of(), ErrorCode.AUTHENTICATION_ERROR);
        }
    }

    @DatabaseTest
    void everyRolePassesExactlyWhereItsPermissionsReach(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            for (BuiltInRole role : BuiltInRole.values()) {
                Authentication as = credentials -> caller(role.permissions());
                AccessFilter filter = new AccessFilter(as, node.refusals);
                if (role.permissions().contains(ApiPermission.USERS_WRITE)) {
                    assertThat(pass(filter, "permitted", Map.of()))
                            .as(role.name())
                            .hasSize(1);
                } else {
                    assertRefused(filter, "permitted", Map.of(), ErrorCode.AUTHORIZATION_ERROR);
                }
            }
        }
    }

    @Test
    void onlyThePlatformAdministratorManagesWhatIsTheInstallations() {
        Set<ApiPermission> installation =
                EnumSet.of(ApiPermission.ORGANIZATIONS_MANAGE, ApiPermission.FEATURE_FLAGS_WRITE);
        for (BuiltInRole role : BuiltInRole.values()) {
            if (role != BuiltInRole.PLATFORM_ADMIN) {
                assertThat(role.permissions()).as(role.name()).doesNotContainAnyElementsOf(installation);
            }
        }
    }

    private static void assertRefused(
            AccessFilter filter, String method, Map<String, String> headers, ErrorCode expected) {
        assertThatThrownBy(() -> pass(filter, method, headers))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(expected));
    }

    private static Caller caller(Set<ApiPermission> permissions) {
        return new Caller("key:1", "organization", "user", permissions, "", "");
    }

    private static Map<String, String> key(String key) {
        return Map.of("X-API-Key", key);
    }

    /** The callers that the filter bound to the request. */
    private static List<Caller> pass(AccessFilter filter, String name, Map<String, String> headers) {
        List<Caller> bound = new ArrayList<>();
        SecurityContext before = stub(SecurityContext.class, (method, arguments) -> false);
        UriInfo uri = stub(UriInfo.class, (method, arguments) -> "things/1");
        ContainerRequestContext request = stub(ContainerRequestContext.class, (method, arguments) -> switch (method) {
            case "getHeaderString" -> headers.get((String) arguments[0]);
            case "getSecurityContext" -> before;
            case "getUriInfo" -> uri;
            case "getMethod" -> "GET";
            case "setSecurityContext" -> {
                bound.add(Caller.of((SecurityContext) arguments[0]));
                yield null;
            }
            default -> throw new UnsupportedOperationException(method);
        });
        filter.filter(request, method(name));
        return bound;
    }

    private static Method method(String name) {
        try {
            return AccessFilterTest.class.getDeclaredMethod(name);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T stub(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    @FunctionalInterface
    private interface Answer {
        Object to(String method, Object[] arguments);
    }
}
