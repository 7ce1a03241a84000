package org.archipel.persistence.internal;

import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.archipel.persistence.JsonColumn;
import org.eclipse.persistence.jpa.PersistenceProvider;

/** A unit in the words of JPA: what a {@code persistence.xml} would say. */
final class UnitInfo implements PersistenceUnitInfo {
    private final UnitSource source;
    private final DataSource dataSource;
    private final ClassLoader classLoader;

    UnitInfo(UnitSource source, DataSource dataSource) {
        this.source = source;
        this.dataSource = dataSource;
        this.classLoader = new UnitClassLoader(source.classLoader());
    }

    @Override
    public String getPersistenceUnitName() {
        return source.name();
    }

    @Override
    public String getPersistenceProviderClassName() {
        return PersistenceProvider.class.getName();
    }

    @Override
    public String getScopeAnnotationName() {
        return null;
    }

    @Override
    public List<String> getQualifierAnnotationNames() {
        return List.of();
    }

    @Override
    @SuppressWarnings({"deprecation", "removal"})
    public PersistenceUnitTransactionType getTransactionType() {
        return PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    public DataSource getJtaDataSource() {
        return null;
    }

    @Override
    public DataSource getNonJtaDataSource() {
        return dataSource;
    }

    @Override
    public List<String> getMappingFileNames() {
        return List.of();
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
        return source.root();
    }

    @Override
    public List<String> getManagedClassNames() {
        return Stream.concat(source.classes().stream(), Stream.of(JsonColumn.class.getName()))
                .toList();
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
        return new Properties();
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.2";
    }

    @Override
    public ClassLoader getClassLoader() {
        return classLoader;
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
        // No weaving.
    }

    /** Without weaving no class is changed after it was loaded, so the loader for a first look is the usual one. */
    @Override
    public ClassLoader getNewTempClassLoader() {
        return classLoader;
    }

    /** The unit's classes, then ours: JPA finds its platform classes by name through the unit's loader. */
    private static final class UnitClassLoader extends ClassLoader {
        private final ClassLoader unit;

        UnitClassLoader(ClassLoader unit) {
            super(UnitInfo.class.getClassLoader());
            this.unit = unit;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return unit.loadClass(name);
        }

        @Override
        protected URL findResource(String name) {
            return unit.getResource(name);
        }
    }
}
