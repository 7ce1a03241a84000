package org.archipel.security.internal.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.NotFoundException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ListOrder;
import org.archipel.security.Caller;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.apikey.ApiKeyService.DescribedKey;
import org.archipel.security.internal.apikey.ApiKeyService.IssuedKey;
import org.archipel.security.internal.identity.UserService;
import org.archipel.security.internal.store.UserRow;

/** A key gives no more than its scopes, its user and its maker have, and nothing of another organization. */
class ApiKeyPermissionsTest extends ApiKeyTest {
    @DatabaseTest
    void aScopedKeyMayDoNoMoreThanItsScopes(TestDatabase shared) {
        withNode(shared, node -> {
            IssuedKey issued = node.apiKeys.create(node.admin(), draft("ci", "records:read", "users:read"));

            Caller caller = node.authenticate(issued.text().full());

            assertThat(caller.permissions())
                    .containsExactlyInAnyOrder(ApiPermission.RECORDS_READ, ApiPermission.USERS_READ);
            assertThat(caller.actor()).isEqualTo("key:" + issued.key().row().id());
        });
    }

    @DatabaseTest
    void nobodyMakesOrRotatesAKeyBeyondTheirOwnPermissions(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            UserRow orgAdmin = node.users.create(admin, user("ops" + System.nanoTime() + "@example.com", "ORG_ADMIN"));
            Caller ops = node.authenticate(node.apiKeys
                    .create(admin, draftFor(orgAdmin.id(), "ops"))
                    .text()
                    .full());
            DescribedKey bootstrap = node.apiKeys
                    .list(admin, Optional.of(admin.userId()), ListOrder.byId(), Optional.empty(), 1)
                    .get(0);

            assertDenied(() -> node.apiKeys.create(ops, draftFor(admin.userId(), "escalate")));
            assertDenied(() -> node.apiKeys.rotate(ops, bootstrap.row().id(), Optional.empty(), ANY_VERSION));
            assertDenied(() -> node.apiKeys.revoke(ops, bootstrap.row().id(), ANY_VERSION));
            assertDenied(() -> node.users.create(ops, user("evil@example.com", "PLATFORM_ADMIN")));
            assertDenied(() -> node.users.delete(ops, admin.userId(), ANY_VERSION));
            assertThat(node.apiKeys.create(ops, draft("mine")).key().permissions())
                    .doesNotContain(ApiPermission.ORGANIZATIONS_MANAGE);
        });
    }

    @DatabaseTest
    void aNarrowKeyCannotMakeAWiderOneOfTheSameUser(TestDatabase shared) {
        withNode(shared, node -> {
            Caller narrow = node.authenticate(node.apiKeys
                    .create(node.admin(), draft("keys only", "api-keys:write", "api-keys:read"))
                    .text()
                    .full());

            assertDenied(() -> node.apiKeys.create(narrow, draft("wide")));
            assertThat(node.apiKeys
                            .create(narrow, draft("same", "api-keys:read"))
                            .key()
                            .permissions())
                    .isEqualTo(Set.of(ApiPermission.API_KEYS_READ));
        });
    }

    @DatabaseTest
    void aChangedRoleCountsAtOnce(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            String email = "jo" + System.nanoTime() + "@example.com";
            UserRow user = node.users.create(admin, user(email, "VIEWER"));
            IssuedKey issued = node.apiKeys.create(admin, draftFor(user.id(), "jo"));
            assertThat(node.authenticate(issued.text().full()).may(ApiPermission.INTEGRATIONS_WRITE))
                    .isFalse();

            node.users.update(admin, user.id(), user(email, "INTEGRATOR"), ANY_VERSION);

            assertThat(node.authenticate(issued.text().full()).may(ApiPermission.INTEGRATIONS_WRITE))
                    .isTrue();
        });
    }

    @DatabaseTest
    void keysOfADisabledOrDeletedUserAreRefused(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            String email = "jo" + System.nanoTime() + "@example.com";
            UserRow user = node.users.create(admin, user(email, "VIEWER"));
            IssuedKey issued = node.apiKeys.create(admin, draftFor(user.id(), "jo"));
            node.authenticate(issued.text().full());

            UserService.Draft disabled = new UserService.Draft(email, "Jo", List.of("VIEWER"), UserStatus.DISABLED);
            node.users.update(admin, user.id(), disabled, ANY_VERSION);
            assertRefused(node, issued.text().full(), "disabled");

            node.users.delete(admin, user.id(), ANY_VERSION);
            assertRefused(node, issued.text().full(), "revoked");
            assertThat(node.apiKeys.get(admin, issued.key().row().id()).row().isRevoked())
                    .isTrue();
        });
    }

    @DatabaseTest
    void keysOfAnotherOrganizationAreNotThere(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            IssuedKey issued = node.apiKeys.create(admin, draft("ci"));
            Caller stranger =
                    new Caller("key:x", "0190aaaa-0000-7000-8000-000000000001", "x", admin.permissions(), "", "");

            String id = issued.key().row().id();
            assertThatThrownBy(() -> node.apiKeys.get(stranger, id)).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> node.apiKeys.revoke(stranger, id, ANY_VERSION))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> node.apiKeys.rotate(stranger, id, Optional.empty(), ANY_VERSION))
                    .isInstanceOf(NotFoundException.class);
            assertThat(node.apiKeys.list(stranger, Optional.empty(), ListOrder.byId(), Optional.empty(), 10))
                    .isEmpty();
        });
    }
}
