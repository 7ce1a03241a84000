package org.archipel.security.internal.shell;

import org.apache.felix.service.command.Descriptor;
import org.archipel.security.internal.logging.LogLevels;
import org.archipel.security.shell.ShellCallers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The shell's command about log levels. */
@Component(
        service = LoggingCommands.class,
        property = {ShellCallers.SCOPE, ShellCallers.COMMAND + "level"})
public final class LoggingCommands {
    private final ShellCallers callers;
    private final LogLevels levels;

    @Activate
    public LoggingCommands(@Reference ShellCallers callers, @Reference LogLevels levels) {
        this.callers = callers;
        this.levels = levels;
    }

    @Descriptor("tells the level of a logger")
    public String level(@Descriptor("name of the logger, such as org.archipel.integrations") String name) {
        return levels.get(name).effectiveLevel();
    }

    @Descriptor("changes the level of a logger until the node stops")
    public String level(
            @Descriptor("name of the logger") String name,
            @Descriptor("TRACE, DEBUG, INFO, WARN, ERROR or OFF; CONFIGURED for that of the configuration")
                    String level) {
        return "CONFIGURED".equalsIgnoreCase(level)
                ? levels.reset(callers.in(""), name).effectiveLevel()
                : levels.set(callers.in(""), name, level).effectiveLevel();
    }
}
