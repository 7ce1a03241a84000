package org.archipel.launcher;

import java.security.AllPermission;
import java.security.Permission;
import java.security.Policy;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.felix.framework.SecurityActivator;
import org.apache.felix.framework.util.FelixConstants;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.condpermadmin.BundleLocationCondition;
import org.osgi.service.condpermadmin.ConditionInfo;
import org.osgi.service.condpermadmin.ConditionalPermissionAdmin;
import org.osgi.service.condpermadmin.ConditionalPermissionInfo;
import org.osgi.service.condpermadmin.ConditionalPermissionUpdate;
import org.osgi.service.permissionadmin.PermissionInfo;

/**
 * OSGi security as a second wall behind the rewriting of extensions, on JVMs that have a security manager. All that is not an
 * extension may do everything; what extensions may, the sandbox writes into the framework's table of conditional permissions.
 */
@SuppressWarnings("removal")
final class SecondWall {
    static final String KEY = "archipel.sandbox.osgi-security";

    /** Framework property by which the platform's bundles see why there is no second wall; not set if there is one. */
    static final String ABSENCE = "archipel.sandbox.osgi-security.absence";

    private static final int FIRST_NEEDING_OPTION = 18;
    private static final int FIRST_WITHOUT_MANAGER = 24;
    private static final String EXTENSIONS = "extension:*";
    private static final String OPTION = "java.security.manager";

    private SecondWall() {}

    /** Whether there is to be one, and why not; empty if there is to be one. */
    static String absence(Configuration configuration, int jdk, String managerOption) {
        String setting = configuration.get(KEY).orElse("off").toLowerCase(Locale.ROOT);
        switch (setting) {
            case "off":
                return "it is switched off";
            case "on", "auto":
                break;
            default:
                throw new LaunchException(KEY + " must be auto, on or off, not \"" + setting + "\"");
        }
        if (jdk >= FIRST_WITHOUT_MANAGER) {
            return "JDK " + jdk + " has no security manager";
        }
        if (jdk >= FIRST_NEEDING_OPTION && !"allow".equals(managerOption)) {
            return "the JVM was started without -D" + OPTION + "=allow";
        }
        return "";
    }

    /** Adds what the framework has to know. */
    static void configure(Map<String, Object> framework, Configuration configuration) {
        // The packages are there in any case, so that the sandbox can be wired.
        framework.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                "org.osgi.service.condpermadmin;version=1.1.2,org.osgi.service.permissionadmin;version=1.2.1");
        String absence = absence(configuration, Runtime.version().feature(), System.getProperty(OPTION));
        if (!absence.isEmpty()) {
            framework.put(ABSENCE, absence);
            return;
        }
        framework.put(Constants.FRAMEWORK_SECURITY, GuestSecurityManager.class.getName());
        // The bundle of framework security is an extension of the framework, which cannot be installed here: nobody
        // can.
        framework.put(FelixConstants.SYSTEMBUNDLE_ACTIVATORS_PROP, List.of(new SecurityActivator()));
        Policy.setPolicy(new HostPolicy());
    }

    /** Writes the row of all that is not an extension, before any bundle is installed. */
    static void begin(BundleContext framework) {
        ServiceReference<ConditionalPermissionAdmin> reference =
                framework.getServiceReference(ConditionalPermissionAdmin.class);
        if (reference == null) {
            return;
        }
        ConditionalPermissionAdmin admin = framework.getService(reference);
        ConditionalPermissionUpdate update = admin.newConditionalPermissionUpdate();
        update.getConditionalPermissionInfos().clear();
        update.getConditionalPermissionInfos()
                .add(admin.newConditionalPermissionInfo(
                        "platform",
                        new ConditionInfo[] {
                            new ConditionInfo(BundleLocationCondition.class.getName(), new String[] {EXTENSIONS, "!"})
                        },
                        new PermissionInfo[] {new PermissionInfo(AllPermission.class.getName(), "*", "*")},
                        ConditionalPermissionInfo.ALLOW));
        if (!update.commit()) {
            throw new LaunchException("the framework's permissions were changed while it started");
        }
    }

    /** Tells the security manager which bundles are the platform's own: those up to this number. */
    static void platformBundles(long last) {
        if (System.getSecurityManager() instanceof GuestSecurityManager manager) {
            manager.platformBundles(last);
        }
    }

    /** What is not a bundle is the framework, the launcher and the guards: the class path. Bundles are asked themselves. */
    private static final class HostPolicy extends Policy {
        @Override
        public boolean implies(ProtectionDomain domain, Permission permission) {
            return true;
        }
    }
}
