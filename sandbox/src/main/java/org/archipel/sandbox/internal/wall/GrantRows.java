package org.archipel.sandbox.internal.wall;

import java.util.List;
import java.util.stream.Stream;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.api.permission.Permission;
import org.archipel.guard.ServiceUse;
import org.archipel.sandbox.Island;
import org.archipel.sandbox.internal.rule.PackageNames;
import org.osgi.framework.CapabilityPermission;
import org.osgi.framework.PackagePermission;
import org.osgi.framework.ServicePermission;
import org.osgi.service.condpermadmin.BundleLocationCondition;
import org.osgi.service.condpermadmin.ConditionInfo;
import org.osgi.service.condpermadmin.ConditionalPermissionAdmin;
import org.osgi.service.condpermadmin.ConditionalPermissionInfo;
import org.osgi.service.permissionadmin.PermissionInfo;

/**
 * What stands in the framework's table of conditional permissions. Of the rows that speak of a permission the first decides; what none
 * speaks of is not permitted. There is no file, socket, property or thread in the rows of extensions, whatever was granted: the
 * platform's services reach these, not the extension.
 */
final class GrantRows {
    /** Begins the names of the rows that hold for every extension. */
    static final String COMMON = "extensions: ";

    private static final String EVERY_EXTENSION = Island.LOCATION_PREFIX + "*";

    private GrantRows() {}

    /** The rows that hold for every extension, in their order. */
    static List<ConditionalPermissionInfo> common(ConditionalPermissionAdmin table) {
        PermissionInfo[] contract = Stream.of(
                        PackageNames.importable().stream().flatMap(GrantRows::importOf),
                        PackageNames.samples().stream()
                                .map(name -> info(ServicePermission.class, name + ".*", "get,register")),
                        Stream.of(
                                info(PackagePermission.class, "*", "exportonly"),
                                info(CapabilityPermission.class, "*", "require,provide"),
                                info(ServicePermission.class, "org.osgi.service.condition.Condition", "get"),
                                info(ServicePermission.class, ExtensionContext.class.getName(), "get"),
                                info(ServicePermission.class, "org.archipel.api.*", "register")))
                .flatMap(each -> each)
                .toArray(PermissionInfo[]::new);
        PermissionInfo[] reserved = PackageNames.reserved().stream()
                .map(name -> info(ServicePermission.class, name + ".*", "get,register"))
                .toArray(PermissionInfo[]::new);
        PermissionInfo[] own = {info(ServicePermission.class, "*", "get,register")};
        return List.of(
                row(table, "the contract", contract, ConditionalPermissionInfo.ALLOW),
                row(table, "services of the platform", reserved, ConditionalPermissionInfo.DENY),
                row(table, "services of their own", own, ConditionalPermissionInfo.ALLOW));
    }

    private static ConditionalPermissionInfo row(
            ConditionalPermissionAdmin table, String name, PermissionInfo[] permissions, String access) {
        return table.newConditionalPermissionInfo(COMMON + name, at(EVERY_EXTENSION), permissions, access);
    }

    private static Stream<PermissionInfo> importOf(String name) {
        return Stream.of(
                info(PackagePermission.class, name, "import"), info(PackagePermission.class, name + ".*", "import"));
    }

    /** What one island was granted: the use of those services of the platform that are made for it. */
    static PermissionInfo[] granted(String location, List<Permission> grants) {
        return grants.stream()
                .map(Permission::resource)
                .distinct()
                .sorted()
                .map(resource ->
                        info(ServiceUse.class, ServiceUse.of(resource, location).getName(), ""))
                .toArray(PermissionInfo[]::new);
    }

    /** Bundles at the location. It is read as a pattern; that of an island has nothing in it that would be read otherwise. */
    static ConditionInfo[] at(String location) {
        return new ConditionInfo[] {new ConditionInfo(BundleLocationCondition.class.getName(), new String[] {location})
        };
    }

    private static PermissionInfo info(Class<?> type, String name, String actions) {
        return new PermissionInfo(type.getName(), name, actions);
    }
}
