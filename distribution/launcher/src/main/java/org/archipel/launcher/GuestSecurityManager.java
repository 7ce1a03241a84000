package org.archipel.launcher;

import java.io.FilePermission;
import java.lang.reflect.ReflectPermission;
import java.security.BasicPermission;
import java.security.Permission;
import java.util.PropertyPermission;
import java.util.Set;
import org.archipel.guard.GuestThread;
import org.osgi.framework.AdaptPermission;
import org.osgi.framework.AdminPermission;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.PackagePermission;
import org.osgi.framework.ServicePermission;

/**
 * Asks for permissions where extensions take part, and nowhere else: what the platform does for itself costs it next to nothing. The
 * check is made as the JDK makes it, by the access control context, whenever a class of an extension is on the stack.
 *
 * <p>On the platform's own threads, where no extension runs as long as the call boundary holds, only what reaches further than the
 * process's own objects is looked at.
 *
 * <p>Some libraries act in their own name although an extension called them; see {@link Deputy}.
 */
@SuppressWarnings("removal")
public final class GuestSecurityManager extends SecurityManager {
    private static final Set<Class<?>> QUIET_KINDS =
            Set.of(AdaptPermission.class, PackagePermission.class, ReflectPermission.class, ServicePermission.class);
    private static final Set<String> QUIET_NAMES = Set.of(
            "accessDeclaredMembers",
            "accessSystemModules",
            "createAccessControlContext",
            "getClassLoader",
            "getProtectionDomain",
            "modifyThread",
            "setContextClassLoader");
    private static final Set<String> QUIET_ADMINISTRATION = Set.of("class", "context", "metadata", "resource");

    private final Sides sides = new Sides();
    private volatile long lastPlatformBundle = Long.MAX_VALUE;

    /** Whose a class is. */
    private record Side(boolean guest, Deputy deputy) {
        static final Side HOST = new Side(false, null);
        static final Side GUEST = new Side(true, null);
    }

    /**
     * A library of the platform that does certain things in its own name, because the platform saw to it otherwise that an extension
     * cannot lead it astray.
     */
    private enum Deputy {
        /** Mappers of extensions are sealed: they read and make values of the extension's own types and plain ones only. */
        JSON("com.fasterxml.jackson.core.jackson-databind") {
            @Override
            boolean acts(Permission permission) {
                return permission instanceof ReflectPermission
                        || permission.getName().equals("accessDeclaredMembers");
            }
        },
        /** Extensions write entries, and have no way to tell where they are written. */
        LOG("ch.qos.logback.core") {
            @Override
            boolean acts(Permission permission) {
                return permission instanceof FilePermission;
            }
        };

        private final String bundle;

        Deputy(String bundle) {
            this.bundle = bundle;
        }

        abstract boolean acts(Permission permission);

        static Deputy of(String bundle) {
            for (Deputy deputy : values()) {
                if (deputy.bundle.equals(bundle)) {
                    return deputy;
                }
            }
            return null;
        }
    }

    /** Bundles with greater numbers are extensions, unless their permissions say otherwise. */
    void platformBundles(long last) {
        lastPlatformBundle = last;
    }

    /** Finds out whose a class is, once for each. What is checked meanwhile is the finding out itself, and no extension's matter. */
    private final class Sides extends ClassValue<Side> {
        @Override
        protected Side computeValue(Class<?> type) {
            if (!(type.getClassLoader() instanceof BundleReference reference)) {
                return Side.HOST;
            }
            Bundle bundle = reference.getBundle();
            if (bundle.getBundleId() > lastPlatformBundle) {
                return Side.GUEST;
            }
            Deputy deputy = Deputy.of(bundle.getSymbolicName());
            return deputy == null ? Side.HOST : new Side(false, deputy);
        }
    }

    private static boolean quiet(Permission permission) {
        return QUIET_KINDS.contains(permission.getClass())
                || permission instanceof BasicPermission && QUIET_NAMES.contains(permission.getName())
                || permission instanceof PropertyPermission property
                        && property.getActions().equals("read")
                || permission instanceof AdminPermission administration
                        && QUIET_ADMINISTRATION.contains(administration.getActions());
    }

    private static boolean onHostThread() {
        return !(Thread.currentThread() instanceof GuestThread);
    }

    /** Whether an extension takes part in what is to be done. */
    private boolean guestTakesPart(Permission permission) {
        Class<?>[] frames = getClassContext();
        // The stack tells, and not a mark on the thread, which an error at the end of the stack could leave behind.
        for (Class<?> frame : frames) {
            if (frame == Sides.class) {
                return false;
            }
        }
        for (Class<?> frame : frames) {
            Side side = sides.get(frame);
            if (side.guest()) {
                return true;
            }
            if (side.deputy() != null && permission != null && side.deputy().acts(permission)) {
                return false;
            }
        }
        return false;
    }

    @Override
    public void checkPermission(Permission permission) {
        if (onHostThread() && quiet(permission)) {
            return;
        }
        if (guestTakesPart(permission)) {
            super.checkPermission(permission);
        }
    }

    // What follows asks before it makes a permission, as making one can cost more than asking for it.

    @Override
    public void checkRead(String file) {
        if (guestTakesPart(null)) {
            super.checkRead(file);
        }
    }

    @Override
    public void checkWrite(String file) {
        if (guestTakesPart(null)) {
            super.checkWrite(file);
        }
    }

    @Override
    public void checkConnect(String host, int port) {
        if (guestTakesPart(null)) {
            super.checkConnect(host, port);
        }
    }

    @Override
    public void checkAccept(String host, int port) {
        if (guestTakesPart(null)) {
            super.checkAccept(host, port);
        }
    }

    @Override
    public void checkPropertyAccess(String key) {
        if (!onHostThread()) {
            super.checkPropertyAccess(key);
        }
    }

    @Override
    public void checkPackageAccess(String name) {
        if (!onHostThread()) {
            super.checkPackageAccess(name);
        }
    }

    /** Stricter than the JDK, which lets everybody make and touch threads outside of the system's own group. */
    @Override
    public void checkAccess(Thread thread) {
        if (guestTakesPart(null)) {
            checkPermission(new RuntimePermission("modifyThread"));
        }
    }

    @Override
    public void checkAccess(ThreadGroup group) {
        if (guestTakesPart(null)) {
            checkPermission(new RuntimePermission("modifyThreadGroup"));
        }
    }
}
