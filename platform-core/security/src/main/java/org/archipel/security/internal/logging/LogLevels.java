package org.archipel.security.internal.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.archipel.api.error.ValidationException;
import org.archipel.persistence.UnitOfWork;
import org.archipel.security.AuditLog;
import org.archipel.security.Caller;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.LoggerFactory;

/**
 * Changes the levels of this node's loggers while it runs. A changed level lasts until it is taken back, the node stops, or the
 * logging configuration is read again because its file changed. Thread-safe.
 */
@Component(service = LogLevels.class)
public final class LogLevels {
    private static final int LONGEST_NAME = 200;
    private static final List<String> NAMES = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

    private final UnitOfWork work;
    private final AuditLog audit;
    /** What the configuration says of the loggers that were changed. */
    private final Map<String, Optional<Level>> configured = new ConcurrentHashMap<>();

    @Activate
    public LogLevels(@Reference(target = "(unit=security)") UnitOfWork work, @Reference AuditLog audit) {
        this.work = work;
        this.audit = audit;
    }

    /**
     * A logger.
     *
     * @param level its own level; empty when it has that of the logger above it
     * @param effectiveLevel the level at which it writes
     * @param changed whether its level is another one than the configuration's
     */
    public record NamedLevel(String name, Optional<String> level, String effectiveLevel, boolean changed) {}

    /** Loggers in order of name. */
    public List<NamedLevel> list() {
        return context().getLoggerList().stream().map(this::view).toList();
    }

    /** A logger, also one that nobody has used yet. */
    public NamedLevel get(String name) {
        Logger known = context().exists(checked(name));
        return known == null ? new NamedLevel(name, Optional.empty(), effective(name), false) : view(known);
    }

    /** @param level one of {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN}, {@code ERROR}, {@code OFF} */
    public NamedLevel set(Caller caller, String name, String level) {
        Level wanted = level(level);
        Logger logger = context().getLogger(checked(name));
        NamedLevel before = view(logger);
        configured.putIfAbsent(name, Optional.ofNullable(logger.getLevel()));
        logger.setLevel(wanted);
        record(caller, before, view(logger));
        return view(logger);
    }

    /** Gives a logger the level of the configuration. */
    public NamedLevel reset(Caller caller, String name) {
        Optional<Level> original = configured.remove(checked(name));
        if (original == null) {
            return get(name);
        }
        Logger logger = context().getLogger(name);
        NamedLevel before = view(logger);
        logger.setLevel(original.orElse(null));
        record(caller, before, view(logger));
        return view(logger);
    }

    private void record(Caller caller, NamedLevel before, NamedLevel after) {
        work.run(transaction -> audit.record(
                transaction,
                caller,
                AuditLog.Entry.success(
                        "logging.level",
                        "logger/" + after.name(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("from", before.effectiveLevel())
                                .put("to", after.effectiveLevel()))));
    }

    private NamedLevel view(Logger logger) {
        return new NamedLevel(
                logger.getName(),
                Optional.ofNullable(logger.getLevel()).map(Level::toString),
                logger.getEffectiveLevel().toString(),
                configured.containsKey(logger.getName()));
    }

    private static String effective(String name) {
        int dot = name.lastIndexOf('.');
        String above = dot < 0 ? org.slf4j.Logger.ROOT_LOGGER_NAME : name.substring(0, dot);
        Logger logger = context().exists(above);
        return logger == null ? effective(above) : logger.getEffectiveLevel().toString();
    }

    private static String checked(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || !name.matches("[\\w.$-]+")) {
            throw new ValidationException("/name", "must be the name of a logger, such as org.archipel.integrations");
        }
        return name;
    }

    private static Level level(String text) {
        String name = text == null ? "" : text.toUpperCase(Locale.ROOT);
        if (!NAMES.contains(name)) {
            throw new ValidationException("/level", "must be one of " + NAMES);
        }
        return Level.valueOf(name);
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
