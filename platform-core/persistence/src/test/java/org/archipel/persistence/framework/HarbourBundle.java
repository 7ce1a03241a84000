package org.archipel.persistence.framework;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Makes a bundle with a unit, and calls its unit of work, whose types are the framework's and not the test's. */
final class HarbourBundle {
    private static final String PACKAGE = "org.archipel.persistence.framework";

    private HarbourBundle() {}

    static byte[] jar() throws IOException {
        return jar("harbour", "CREATE TABLE ships (id VARCHAR(36) NOT NULL PRIMARY KEY);");
    }

    static byte[] jar(String unit) throws IOException {
        return jar(unit, "CREATE TABLE " + unit + " (id VARCHAR(36) NOT NULL PRIMARY KEY);");
    }

    static byte[] brokenJar() throws IOException {
        return jar("wreck", "CREATE TABLE wrecks (id NO_SUCH_TYPE);");
    }

    private static byte[] jar(String unit, String script) throws IOException {
        var manifest = new Manifest();
        var headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", unit);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Import-Package", "jakarta.persistence,org.archipel.persistence");
        headers.putValue(
                "Provide-Capability",
                "archipel.persistence;unit=" + unit + ";migrations=\"db/" + unit + "\";entities=\"" + PACKAGE + "\"");
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new JarEntry("db/" + unit + "/V1__tables.sql"));
            jar.write(script.getBytes(StandardCharsets.UTF_8));
            var ship = Ship.class.getName().replace('.', '/') + ".class";
            jar.putNextEntry(new JarEntry(ship));
            try (var input = HarbourBundle.class.getClassLoader().getResourceAsStream(ship)) {
                input.transferTo(jar);
            }
        }
        return bytes.toByteArray();
    }

    /** Makes a ship of the bundle's own class; the service's loader knows no such class, its entity manager does. */
    static void persistShip(Object unitOfWork, String id) {
        call(unitOfWork, manager -> {
            var entity = managedType(manager).getConstructor(String.class).newInstance(id);
            manager.getClass().getMethod("persist", Object.class).invoke(manager, entity);
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    static List<String> ships(Object unitOfWork) {
        return (List<String>) call(unitOfWork, manager -> {
            var query = manager.getClass()
                    .getMethod("createQuery", String.class)
                    .invoke(manager, "SELECT s.id FROM Ship s");
            return query.getClass().getMethod("getResultList").invoke(query);
        });
    }

    private static Class<?> managedType(Object manager) throws ReflectiveOperationException {
        var metamodel = manager.getClass().getMethod("getMetamodel").invoke(manager);
        var entities =
                (Collection<?>) metamodel.getClass().getMethod("getEntities").invoke(metamodel);
        var entity = entities.iterator().next();
        return (Class<?>) entity.getClass().getMethod("getJavaType").invoke(entity);
    }

    private interface EntityWork {
        Object run(Object entityManager) throws ReflectiveOperationException;
    }

    private static Object call(Object unitOfWork, EntityWork entityWork) {
        try {
            var loader = unitOfWork.getClass().getClassLoader();
            var workType = Class.forName("org.archipel.persistence.UnitOfWork$Work", true, loader);
            var transactionType = Class.forName("org.archipel.persistence.Transaction", true, loader);
            var work = Proxy.newProxyInstance(
                    loader,
                    new Class<?>[] {workType},
                    (proxy, method, arguments) -> entityWork.run(
                            transactionType.getMethod("entityManager").invoke(arguments[0])));
            return unitOfWork.getClass().getMethod("call", workType).invoke(unitOfWork, work);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
