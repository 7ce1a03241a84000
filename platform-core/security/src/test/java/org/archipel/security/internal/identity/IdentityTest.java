package org.archipel.security.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.archipel.api.error.ConflictException;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.NotFoundException;
import org.archipel.api.error.PlatformException;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.rest.ApiPermission;
import org.archipel.rest.ListOrder;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.access.UserStatus;
import org.archipel.security.internal.store.OrganizationRow;
import org.archipel.security.internal.store.RoleRow;
import org.archipel.security.internal.store.UserRow;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
    private static final LongConsumer ANY_VERSION = version -> {};

    @TempDir
    Path data;

    @DatabaseTest
    void nothingOfAnotherOrganizationIsThere(TestDatabase database) {
        inOrganization(database, (node, orgAdmin) -> {
            Caller admin = node.authenticate(TestNode.PRESET_KEY);
            RoleRow role = node.roles.create(admin, role("R" + System.nanoTime(), "users:read"));

            assertNotFound(() -> node.users.get(orgAdmin, admin.userId()));
            assertNotFound(() -> node.users.delete(orgAdmin, admin.userId(), ANY_VERSION));
            assertNotFound(() -> node.users.update(orgAdmin, admin.userId(), user("x@example.com"), ANY_VERSION));
            assertNotFound(() -> node.roles.get(orgAdmin, role.id()));
            assertNotFound(() -> node.roles.delete(orgAdmin, role.id(), ANY_VERSION));
            assertNotFound(() -> node.organizations.get(orgAdmin, admin.organizationId()));
            assertThat(node.organizations.list(orgAdmin, ListOrder.byId(), Optional.empty(), 10))
                    .extracting(OrganizationRow::id)
                    .containsExactly(orgAdmin.organizationId());
            assertThat(node.users.list(orgAdmin, Optional.empty(), ListOrder.byId(), Optional.empty(), 10))
                    .isEmpty();
            assertThatThrownBy(() -> node.users.create(orgAdmin, user("x@example.com", role.name())))
                    .as("a role of another organization")
                    .isInstanceOf(ValidationException.class);
        });
    }

    @DatabaseTest
    void customRolesGrantWhatTheyNameAndNoMoreThanTheirMakerHas(TestDatabase database) {
        inOrganization(database, (node, orgAdmin) -> {
            node.roles.create(orgAdmin, role("SYNC", "integrations:run", "integrations:read"));
            UserRow user = node.users.create(orgAdmin, user("jo@example.com", "SYNC"));

            assertThat(user.roles()).containsExactly("SYNC");
            assertThatThrownBy(() -> node.roles.create(orgAdmin, role("MORE", "organizations:manage")))
                    .isInstanceOfSatisfying(
                            PlatformException.class,
                            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION_ERROR));
            assertThatThrownBy(() -> node.roles.create(orgAdmin, role("VIEWER", "users:read")))
                    .isInstanceOf(ValidationException.class);
            assertThatThrownBy(() -> node.roles.create(orgAdmin, role("SYNC", "users:read")))
                    .isInstanceOf(ConflictException.class);
        });
    }

    @DatabaseTest
    void aRoleInUseStays(TestDatabase database) {
        inOrganization(database, (node, orgAdmin) -> {
            RoleRow role = node.roles.create(orgAdmin, role("SYNC_ONE", "integrations:run"));
            RoleRow similar = node.roles.create(orgAdmin, role("SYNCXONE", "integrations:run"));
            UserRow user = node.users.create(orgAdmin, user("jo@example.com", "SYNC_ONE"));

            assertThatThrownBy(() -> node.roles.delete(orgAdmin, role.id(), ANY_VERSION))
                    .isInstanceOf(ConflictException.class);
            node.roles.delete(orgAdmin, similar.id(), ANY_VERSION);
            node.users.delete(orgAdmin, user.id(), ANY_VERSION);
            node.roles.delete(orgAdmin, role.id(), ANY_VERSION);
        });
    }

    @DatabaseTest
    void addressesAreUniqueInAnOrganizationWhateverTheirCase(TestDatabase database) {
        inOrganization(database, (node, orgAdmin) -> {
            node.users.create(orgAdmin, user("jo@example.com"));

            assertThatThrownBy(() -> node.users.create(orgAdmin, user("Jo@Example.COM")))
                    .isInstanceOf(ConflictException.class);
        });
    }

    @DatabaseTest
    void aStaleChangeChangesNothing(TestDatabase database) {
        inOrganization(database, (node, orgAdmin) -> {
            UserRow user = node.users.create(orgAdmin, user("jo@example.com"));
            LongConsumer stale = version -> {
                throw new ConflictException("stale " + version);
            };

            assertThatThrownBy(() -> node.users.update(orgAdmin, user.id(), user("new@example.com"), stale))
                    .hasMessage("stale " + user.version());
            assertThat(node.users.get(orgAdmin, user.id()).email()).isEqualTo("jo@example.com");
        });
    }

    @DatabaseTest
    void aDeletedOrganizationTakesItsUsersKeysAndCredentialsAlong(TestDatabase database) {
        inOrganization(database, (node, orgAdmin) -> {
            Caller admin = node.authenticate(TestNode.PRESET_KEY);
            String id = orgAdmin.organizationId();
            node.users.create(orgAdmin, user("jo@example.com"));
            node.work.run(transaction -> node.vault.put(
                    transaction,
                    id,
                    "integration/1",
                    JsonNodeFactory.instance.objectNode().put("password", "x")));

            node.organizations.delete(admin, id, ANY_VERSION);

            assertThat(node.vault.has(id, "integration/1")).isFalse();
            assertThat(node.directory.find(id)).isEmpty();
            assertThat(node.verifier.verify(id).whole())
                    .as("its audit log stays")
                    .isTrue();
            assertThatThrownBy(() -> node.organizations.delete(
                            admin, node.directory.standard().id(), ANY_VERSION))
                    .isInstanceOf(ConflictException.class);
        });
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void listsGoOnAfterTheLastOne(TestDatabase database) {
        inOrganization(database, (node, orgAdmin) -> {
            for (int i = 0; i < 5; i++) {
                node.users.create(orgAdmin, user("u" + i + "@example.com"));
            }
            node.users.create(orgAdmin, user("100%_sure@example.com"));

            List<UserRow> first = node.users.list(orgAdmin, Optional.empty(), ListOrder.byId(), Optional.empty(), 3);
            List<UserRow> rest = node.users.list(orgAdmin, Optional.empty(), after(first.get(2)), Optional.empty(), 10);

            assertThat(first).hasSize(3);
            assertThat(rest).hasSize(3).doesNotContainAnyElementsOf(first);
            assertThat(node.users.list(orgAdmin, Optional.empty(), ListOrder.byId(), Optional.of("%_S"), 10))
                    .extracting(UserRow::email)
                    .containsExactly("100%_sure@example.com");
            assertThat(node.users.list(
                            orgAdmin, Optional.of(UserStatus.DISABLED), ListOrder.byId(), Optional.empty(), 10))
                    .isEmpty();
        });
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void listsAreSortedByAFieldAndGoOnWithinEqualOnes(TestDatabase database) {
        inOrganization(database, (node, orgAdmin) -> {
            for (String name : List.of("b", "a", "b", "c", "b")) {
                node.users.create(
                        orgAdmin,
                        new UserService.Draft(
                                name + System.nanoTime() + "@example.com", name, List.of(), UserStatus.ACTIVE));
            }
            List<UserRow> all = new ArrayList<>();
            List<UserRow> page;
            do {
                List<String> place = all.isEmpty()
                        ? List.of()
                        : List.of(
                                all.get(all.size() - 1).displayName(),
                                all.get(all.size() - 1).id());
                page = node.users.list(
                        orgAdmin,
                        Optional.empty(),
                        new ListOrder(Optional.of("displayName"), true, place),
                        Optional.empty(),
                        2);
                all.addAll(page);
            } while (!page.isEmpty());

            assertThat(all).extracting(UserRow::displayName).containsExactly("c", "b", "b", "b", "a");
            assertThat(all).doesNotHaveDuplicates();
        });
    }

    private static ListOrder after(UserRow row) {
        return new ListOrder(Optional.empty(), false, List.of(row.id()));
    }

    private static void assertNotFound(Runnable action) {
        assertThatThrownBy(action::run).isInstanceOf(NotFoundException.class);
    }

    private static UserService.Draft user(String email, String... roles) {
        return new UserService.Draft(email, "Somebody", List.of(roles), UserStatus.ACTIVE);
    }

    private static RoleService.Draft role(String name, String... permissions) {
        return new RoleService.Draft(name, Optional.empty(), List.of(permissions));
    }

    /** In an organization of its own, as its administrator. */
    private void inOrganization(TestDatabase database, BiConsumer<TestNode, Caller> test) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            OrganizationRow organization = node.organizations.create(
                    node.authenticate(TestNode.PRESET_KEY),
                    new OrganizationService.Draft("org-" + System.nanoTime(), "An organization"));
            Set<ApiPermission> permissions = BuiltInRole.ORG_ADMIN.permissions();
            test.accept(node, new Caller("key:1", organization.id(), "somebody", permissions, "", ""));
        }
    }
}
