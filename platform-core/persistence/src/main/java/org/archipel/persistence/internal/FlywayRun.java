package org.archipel.persistence.internal;

import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.archipel.persistence.DatabaseException;
import org.archipel.persistence.Dialect;
import org.archipel.persistence.internal.UnitSource.Script;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/** One run of Flyway over a unit's scripts. It gets the scripts as text: Flyway's own scanning knows no bundles. */
final class FlywayRun {
    private final Database database;
    private final UnitSource unit;

    FlywayRun(Database database, UnitSource unit) {
        this.database = database;
        this.unit = unit;
    }

    /** Returns how many scripts ran. */
    int migrate() {
        try {
            return Flyway.configure(FlywayRun.class.getClassLoader())
                    .dataSource(database.dataSource())
                    .table("schema_history_" + unit.name().toLowerCase(Locale.ROOT))
                    .resourceProvider(new Scripts(unit.scripts()))
                    .javaMigrationClassProvider(List::of)
                    .placeholders(placeholders(database.dialect()))
                    // Units share the schema: another unit's tables are no reason to refuse, and version 0 is before
                    // V1.
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .cleanDisabled(true)
                    .loggers(FlywayLog.class.getName())
                    .load()
                    .migrate()
                    .migrationsExecuted;
        } catch (FlywayException e) {
            throw new DatabaseException("The tables of " + unit.name() + " could not be brought up to date.", e);
        }
    }

    private static Map<String, String> placeholders(Dialect dialect) {
        return switch (dialect) {
            case DERBY -> Map.of("text", "CLOB", "json", "CLOB", "bytes", "BLOB", "timestamp", "TIMESTAMP");
            case POSTGRESQL -> Map.of("text", "TEXT", "json", "TEXT", "bytes", "BYTEA", "timestamp", "TIMESTAMP(6)");
        };
    }

    private record Scripts(List<Script> scripts) implements ResourceProvider {
        @Override
        public LoadableResource getResource(String name) {
            return scripts.stream()
                    .filter(script -> script.fileName().equals(name))
                    .map(ScriptResource::new)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
            return scripts.stream()
                    .filter(script -> script.fileName().startsWith(prefix)
                            && Arrays.stream(suffixes).anyMatch(script.fileName()::endsWith))
                    .<LoadableResource>map(ScriptResource::new)
                    .toList();
        }
    }

    private static final class ScriptResource extends LoadableResource {
        private final Script script;

        ScriptResource(Script script) {
            this.script = script;
        }

        @Override
        public Reader read() {
            return new StringReader(script.sql());
        }

        @Override
        public String getAbsolutePath() {
            return script.fileName();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return script.fileName();
        }

        @Override
        public String getFilename() {
            return script.fileName();
        }

        @Override
        public String getRelativePath() {
            return script.fileName();
        }
    }
}
