package org.archipel.launcher;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.Felix;
import org.archipel.guard.GuestThread;
import org.archipel.launcher.rogue.Rogue;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.PackagePermission;
import org.osgi.service.condpermadmin.BundleLocationCondition;
import org.osgi.service.condpermadmin.ConditionInfo;
import org.osgi.service.condpermadmin.ConditionalPermissionAdmin;
import org.osgi.service.permissionadmin.PermissionInfo;

/** A process with a framework behind the second wall, and the rogue bundle in it: {@code RogueHost FOLDER LOCATION}. */
final class RogueHost {
    private RogueHost() {}

    private static final class Guest extends Thread implements GuestThread {
        private final Bundle rogue;

        Guest(Bundle rogue) {
            this.rogue = rogue;
        }

        @Override
        public void run() {
            try {
                rogue.start();
            } catch (BundleException e) {
                e.printStackTrace();
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> properties = new TreeMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, arguments[0]);
        Properties settings = new Properties();
        settings.setProperty(SecondWall.KEY, "on");
        SecondWall.configure(properties, Configuration.load(Path.of(arguments[0]), Map.of(), settings));
        Felix framework = new Felix(properties);
        framework.init();
        SecondWall.begin(framework.getBundleContext());
        SecondWall.platformBundles(0);
        allowImports(framework);
        framework.start();
        Bundle rogue = framework.getBundleContext().installBundle(arguments[1], new ByteArrayInputStream(jar()));
        Guest guest = new Guest(rogue);
        guest.start();
        guest.join();
        Runtime.getRuntime().halt(0);
    }

    // All that an extension has as well: it could not be wired without.
    @SuppressWarnings("deprecation")
    private static void allowImports(Felix framework) {
        ConditionalPermissionAdmin table = framework
                .getBundleContext()
                .getService(framework.getBundleContext().getServiceReference(ConditionalPermissionAdmin.class));
        table.setConditionalPermissionInfo(
                "imports",
                new ConditionInfo[] {
                    new ConditionInfo(BundleLocationCondition.class.getName(), new String[] {"extension:*"})
                },
                new PermissionInfo[] {new PermissionInfo(PackagePermission.class.getName(), "*", "import")});
    }

    private static byte[] jar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "rogue");
        headers.putValue(Constants.BUNDLE_ACTIVATOR, Rogue.class.getName());
        headers.putValue(
                Constants.IMPORT_PACKAGE,
                "org.osgi.framework,org.osgi.framework.hooks.bundle,org.osgi.framework.wiring");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String entry = Rogue.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest);
                InputStream in = Rogue.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            in.transferTo(jar);
            jar.closeEntry();
        }
        return bytes.toByteArray();
    }
}
