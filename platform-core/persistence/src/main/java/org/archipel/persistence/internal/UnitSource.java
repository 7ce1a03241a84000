package org.archipel.persistence.internal;

import java.net.URL;
import java.util.List;

/**
 * What a persistence unit is made of.
 *
 * @param name its name, unique in the platform: letters, digits, {@code _} and {@code -}
 * @param scripts the migrations, named as Flyway names them
 * @param classes names of the entities, embeddables, mapped superclasses and converters; empty for a unit of plain JDBC
 * @param classLoader loads those classes
 * @param root where those classes come from
 */
public record UnitSource(String name, List<Script> scripts, List<String> classes, ClassLoader classLoader, URL root) {
    public UnitSource {
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,39}")) {
            throw new IllegalArgumentException("Not a name for a persistence unit: " + name);
        }
        scripts = List.copyOf(scripts);
        classes = List.copyOf(classes);
    }

    /** One migration: its file name, such as {@code V1__api_keys.sql}, and its text. */
    public record Script(String fileName, String sql) {}
}
